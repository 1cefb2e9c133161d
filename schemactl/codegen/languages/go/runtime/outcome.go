package schemactl

import (
	"errors"
	"fmt"
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
func OfDispatch(err error, event any) bool {
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

// Stale is what a dispatch answers that meets a variant of the message code which it has no arm for.
func Stale(subject string, event any) error {
	return &staleError{event: event, text: subject}
}

type staleError struct {
	event any
	text  string
}

func (e *staleError) Error() string { return fmt.Sprintf("%s: %v", e.text, ErrStaleDispatch) }

func (e *staleError) Unwrap() error { return ErrStaleDispatch }
