package file

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// list is a JSON list whose faults name the entry: `control 13 (great.flute-8): pitch is text, must be a number`.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(data []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("the list of %ss %w", noun[T](), strictFault(err, nil))
	}
	*l = make(list[T], len(raw))
	for i := range raw {
		if err := strict(raw[i], &(*l)[i]); err != nil {
			return l.fault(i, err)
		}
	}
	return nil
}

// fault names the entry i by its number and, where it has one, its id.
func (l list[T]) fault(i int, err error) error {
	if id := reflect.ValueOf(l[i]).Field(0).String(); id != "" {
		return fmt.Errorf("%s %d (%s): %w", noun[T](), i+1, id, err)
	}
	return fmt.Errorf("%s %d: %w", noun[T](), i+1, err)
}

// noun is what people call a T: a controlCode is a control, too, where the dialect is spoken of.
func noun[T any]() string {
	name := strings.ToLower(reflect.TypeFor[T]().Name())
	return strings.TrimSuffix(strings.TrimSuffix(name, "code"), "mechanics")
}

// strict decodes one value and refuses fields that v does not have.
func strict(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return strictFault(d.Decode(v), v)
}

// strictFault says what encoding/json complains about in our words.
func strictFault(err error, v any) error {
	if err == nil {
		return nil
	}
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		if mismatch.Field == "" {
			return fmt.Errorf("is %s, must be %s", valueWords(mismatch.Value), typeWords(mismatch.Type))
		}
		return fmt.Errorf("%s is %s, must be %s", mismatch.Field, valueWords(mismatch.Value), typeWords(mismatch.Type))
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok && v != nil {
		return fmt.Errorf("unknown field %s (there are %s)", field, strings.Join(fields(v), ", "))
	}
	return err
}

// fields lists the JSON names of a struct's fields.
func fields(v any) []string {
	t := reflect.TypeOf(v)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

func valueWords(value string) string {
	switch value {
	case "string":
		return "text"
	case "array":
		return "a list"
	case "bool":
		return "true or false"
	case "object":
		return "an object"
	}
	if number, ok := strings.CutPrefix(value, "number "); ok {
		return number
	}
	return "a number"
}

func typeWords(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "text"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Float64:
		return "a number"
	case reflect.Uint8, reflect.Uint16:
		return fmt.Sprintf("a whole number from 0 to %d", uint64(1)<<t.Bits()-1)
	case reflect.Int8:
		return "a whole number from -128 to 127"
	case reflect.Int:
		return "a whole number"
	}
	return "an object"
}
