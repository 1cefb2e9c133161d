package schemactl

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"
)

// Action is what a consumer does with a record.
type Action int

// Failed is the zero value, so that an offset is stored only if somebody said so.
const (
	// Failed comes with an error: the record is not done.
	Failed Action = iota
	// Handled is done.
	Handled
	// DeadLetter sets the record aside with its reason, and goes on once that is done.
	DeadLetter
	// Pause takes no more records of this partition, keeps the membership, and tells somebody.
	Pause
	// Skip counts the record and goes on.
	Skip
)

func (a Action) String() string {
	return [...]string{"Failed", "Handled", "DeadLetter", "Pause", "Skip"}[a]
}

// Outcome is what becomes of a record, and why, unless it was handled.
type Outcome struct {
	Action Action
	Err    error
}

// Policy is what becomes of records that have no arm.
type Policy struct {
	Unknown Action
	Empty   Action
}

// Settle is what becomes of a record of which this is wrong. Its error is the same again where the policy is to fail,
// and where it is no record's fault: a registry that does not answer, a dispatch that is stale.
func (p Policy) Settle(err error) (Outcome, error) {
	action := DeadLetter
	switch {
	case errors.Is(err, ErrRegistryUnavailable), errors.Is(err, ErrStaleDispatch):
		action = Failed
	case errors.Is(err, ErrUnknownVariant):
		action = p.Unknown
	case errors.Is(err, ErrEmptyPayload):
		action = p.Empty
	}
	if action == Failed {
		return Outcome{Err: err}, err
	}
	return Outcome{Action: action, Err: err}, nil
}

// Answered is the outcome of a call of a handler, whose error is passed on.
func Answered(err error) (Outcome, error) {
	if err != nil {
		return Outcome{Err: err}, err
	}
	return Outcome{Action: Handled}, nil
}

// OfDispatch tells errors of this event's dispatch from those that its handler returned, whatever they wrap.
func OfDispatch(err error, event proto.Message) bool {
	switch known := err.(type) {
	case *UnknownVariantError:
		return known.Event == event
	case *EmptyPayloadError:
		return known.Event == event
	case *staleError:
		return known.event == event
	}
	return false
}

// Read decodes a record's value into the event. A record without a value has no variant either.
func Read(subject string, event proto.Message, record Record, framing Framing) error {
	if record.Value == nil {
		return &EmptyPayloadError{Subject: subject}
	}
	frame, err := framing(record)
	if err != nil {
		return err
	}
	return decode(frame, event)
}

// ReadOne does the same where a topic has events of several types, told apart by the names of their types.
func ReadOne(ctx context.Context, subject string, types map[string]proto.Message, nameOf NameOf, record Record, framing Framing) (proto.Message, error) {
	if record.Value == nil {
		return nil, &EmptyPayloadError{Subject: subject}
	}
	frame, err := framing(record)
	if err != nil {
		return nil, err
	}
	name, err := nameOf(ctx, frame)
	if err != nil {
		return nil, err
	}
	known, ok := types[name]
	if !ok {
		return nil, &UnknownVariantError{Subject: subject, Name: name}
	}
	event := known.ProtoReflect().New().Interface()
	return event, decode(frame, event)
}

func decode(frame Frame, event proto.Message) error {
	if err := proto.Unmarshal(frame.Payload, event); err != nil {
		name := event.ProtoReflect().Descriptor().FullName()
		return fmt.Errorf("%d bytes are no %s: %w: %w", len(frame.Payload), name, ErrDecode, err)
	}
	return nil
}
