// Package schemactl is what generated dispatches stand on: frames, errors, and what becomes of a record.
package schemactl

import (
	"errors"
	"fmt"
	"strings"
)

// What can be wrong with a record, for errors.Is. ErrPermanent is for handlers to return: trying again would not help.
var (
	ErrFrame               = errors.New("the bytes in front of the payload are not the registry's")
	ErrSchemaNotFound      = errors.New("the registry does not have the writer's schema")
	ErrRegistryUnavailable = errors.New("the registry did not answer")
	ErrDecode              = errors.New("the payload is not of this type")
	ErrEmptyPayload        = errors.New("no variant is set")
	ErrUnknownVariant      = errors.New("the variant is newer than this code")
	ErrStaleDispatch       = errors.New("dispatch and message code are not of one schema: generate both again")
	ErrPermanent           = errors.New("trying again would not help")
)

// ErrorType is the word for an error in metrics and dead letters; an error that is not from here is a handler's.
func ErrorType(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrFrame):
		return "FrameError"
	case errors.Is(err, ErrSchemaNotFound):
		return "SchemaNotFound"
	case errors.Is(err, ErrRegistryUnavailable):
		return "RegistryUnavailable"
	case errors.Is(err, ErrDecode):
		return "DecodeError"
	case errors.Is(err, ErrEmptyPayload):
		return "EmptyPayload"
	case errors.Is(err, ErrUnknownVariant):
		return "UnknownVariant"
	case errors.Is(err, ErrStaleDispatch):
		return "StaleDispatch"
	}
	return "HandlerError"
}

// EmptyPayloadError is an event without a variant; errors.Is knows it as ErrEmptyPayload.
type EmptyPayloadError struct {
	// Subject is what the event was dispatched on.
	Subject string
	// Event is nil where there was none to decode.
	Event any
}

func (e *EmptyPayloadError) Error() string { return fmt.Sprintf("%s: %v", e.Subject, ErrEmptyPayload) }

// Unwrap makes errors.Is know what it is.
func (e *EmptyPayloadError) Unwrap() error { return ErrEmptyPayload }

// UnknownVariantError is a variant that this code does not know; errors.Is knows it as ErrUnknownVariant.
type UnknownVariantError struct {
	// Subject is what the event was dispatched on.
	Subject string
	// Tags are the numbers of the fields, or of the enum's value, that were sent.
	Tags []int32
	// Name is that of the type, where types are told apart.
	Name string
	// Event is nil where there was none to decode.
	Event any
}

func (e *UnknownVariantError) Error() string {
	known := e.Name
	if known == "" {
		known = strings.Trim(fmt.Sprint(e.Tags), "[]")
	}
	return fmt.Sprintf("%s: variant %s is not known here", e.Subject, known)
}

// Unwrap makes errors.Is know what it is.
func (e *UnknownVariantError) Unwrap() error { return ErrUnknownVariant }
