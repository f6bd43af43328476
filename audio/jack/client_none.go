//go:build !linux || !cgo

package jack

import "time"

// Client is our connection to the server. This build has none.
type Client struct{}

// Out is a port of ours that MIDI leaves by. This build has none.
type Out struct{}

// In is a port of ours that MIDI comes in by. This build has none.
type In struct{}

// Open says that there is no JACK here.
func Open(string) (*Client, error) { return nil, ErrAbsent }

// The rest stands here so that callers compile; without a Client none of it can be called.

func (*Client) Close()                                                  {}
func (*Client) Alive() bool                                             { return false }
func (*Client) Rate() int                                               { return 0 }
func (*Client) Period() int                                             { return 0 }
func (*Client) Cycles() uint64                                          { return 0 }
func (*Client) Joins() uint64                                           { return 0 }
func (*Client) Zero() time.Duration                                     { return 0 }
func (*Client) ZeroAt(time.Duration) time.Duration                      { return 0 }
func (*Client) Frame() int64                                            { return 0 }
func (*Client) Inputs() []string                                        { return nil }
func (*Client) Destinations() []string                                  { return nil }
func (*Client) Has(string) bool                                         { return false }
func (*Client) Register(string) (*Out, error)                           { return nil, ErrAbsent }
func (*Client) Listen(string, func(time.Duration, []byte)) (*In, error) { return nil, ErrAbsent }
func (*In) Connect(string) error                                        { return ErrAbsent }
func (*In) Joined() ([]string, bool)                                    { return nil, false }
func (*In) Missed() uint64                                              { return 0 }
func (*In) Close()                                                      {}
func (*Out) Connect(string) error                                       { return ErrAbsent }
func (*Out) Joined() ([]string, bool)                                   { return nil, false }
func (*Out) Close()                                                     {}
func (*Out) Send(int64, []byte) (int64, bool)                           { return 0, false }
func (*Out) Cancel(int64) bool                                          { return false }
func (*Out) Done() int64                                                { return 0 }
func (*Out) Late() uint64                                               { return 0 }
