package schemactl

import (
	"context"
	"encoding/binary"
	"fmt"
)

// SchemaIDHeader is the header that has the schema's id or GUID instead of the value's first bytes.
const SchemaIDHeader = "__value_schema_id"

// Header is one of a record's headers.
type Header struct {
	Key   string
	Value []byte
}

// Record is what a consumer hands over. A nil Value is a tombstone.
type Record struct {
	Value   []byte
	Headers []Header
}

// Frame is a record's payload, and what was said about its schema.
type Frame struct {
	Payload []byte
	// SchemaID is 0 where none was said: ids start at 1.
	SchemaID uint32
	// GUID is "" where none was said.
	GUID string
	// Indexes are the way from the schema's file to the message.
	Indexes []int
}

// Framing takes a record's value apart. Its errors are ErrFrame.
type Framing func(Record) (Frame, error)

// NameOf gives the full name of a record's type, by its schema. Its errors are ErrSchemaNotFound and
// ErrRegistryUnavailable, wrapped.
type NameOf func(context.Context, Frame) (string, error)

// Plain takes the whole value for the payload.
func Plain(record Record) (Frame, error) { return Frame{Payload: record.Value}, nil }

// Confluent is the registry's framing: in a header or before the payload, by id (magic 0) or by GUID (magic 1).
// The message indexes follow as zig-zag varints: how many, then each; a single 0 is short for the first message.
func Confluent(record Record) (Frame, error) {
	for _, header := range record.Headers {
		if header.Key == SchemaIDHeader && header.Value != nil {
			frame, err := unframed(header.Value)
			frame.Payload = record.Value
			return frame, err
		}
	}
	return unframed(record.Value)
}

func unframed(data []byte) (Frame, error) {
	frame, err := identified(data)
	if err != nil {
		return Frame{}, err
	}
	frame.Indexes, frame.Payload, err = messageIndexes(frame.Payload)
	if err != nil {
		return Frame{}, err
	}
	return frame, nil
}

// identified takes the schema's id or GUID off.
func identified(data []byte) (Frame, error) {
	size := 5
	switch {
	case len(data) == 0:
		return Frame{}, badFrame("there is no first byte, 00 or 01")
	case data[0] == 1:
		size = 17
	case data[0] != 0:
		return Frame{}, badFrame("the first byte is %02x, not 00 or 01", data[0])
	}
	if len(data) < size {
		return Frame{}, badFrame("%d bytes are too short for a schema's id", len(data))
	}
	frame := Frame{Payload: data[size:]}
	if data[0] == 0 {
		frame.SchemaID = binary.BigEndian.Uint32(data[1:size])
	} else {
		g := data[1:size]
		frame.GUID = fmt.Sprintf("%x-%x-%x-%x-%x", g[:4], g[4:6], g[6:8], g[8:10], g[10:])
	}
	return frame, nil
}

func messageIndexes(data []byte) ([]int, []byte, error) {
	const limit = 1000 // messages inside messages; more is garbage
	count, data, err := zigzag(data)
	if err != nil {
		return nil, nil, err
	}
	if count < 0 || count > limit {
		return nil, nil, badFrame("%d message indexes are no way to a message", count)
	}
	if count == 0 {
		return []int{0}, data, nil
	}
	indexes := make([]int, count)
	for i := range indexes {
		if indexes[i], data, err = zigzag(data); err != nil {
			return nil, nil, err
		}
	}
	return indexes, data, nil
}

// zigzag reads a zig-zag varint of at most 32 bits, and gives what is behind it.
func zigzag(data []byte) (int, []byte, error) {
	var value uint64
	for i := range 5 {
		if i >= len(data) {
			return 0, nil, badFrame("the message indexes end too early")
		}
		value |= uint64(data[i]&0x7f) << (7 * i)
		if data[i] < 0x80 {
			return int(int64(value>>1) ^ -int64(value&1)), data[i+1:], nil
		}
	}
	return 0, nil, badFrame("a message index is too long")
}

func badFrame(format string, values ...any) error {
	return fmt.Errorf("%w: %s", ErrFrame, fmt.Sprintf(format, values...))
}
