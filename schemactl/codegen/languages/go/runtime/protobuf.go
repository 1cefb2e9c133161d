package schemactl

import (
	"context"
	"fmt"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// UnknownTags are the numbers from first to last of fields that were sent and are not known here.
func UnknownTags(event proto.Message, first, last protowire.Number) []int32 {
	var tags []int32
	for rest := event.ProtoReflect().GetUnknown(); len(rest) > 0; {
		number, _, size := protowire.ConsumeField(rest)
		if size < 0 {
			break
		}
		if first <= number && number <= last {
			tags = append(tags, int32(number))
		}
		rest = rest[size:]
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// EnumNumber is the value of an enum field, and whether it is set; a field without presence is set unless it is 0.
func EnumNumber(event proto.Message, field protowire.Number) (int32, bool) {
	message := event.ProtoReflect()
	descriptor := message.Descriptor().Fields().ByNumber(field)
	return int32(message.Get(descriptor).Enum()), message.Has(descriptor)
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

// VerifyOneof gives ErrStaleDispatch unless the message code has exactly these arms.
func VerifyOneof(subject string, event proto.Message, oneof protoreflect.Name, arms []Arm) error {
	var found []Arm
	if descriptor := event.ProtoReflect().Descriptor().Oneofs().ByName(oneof); descriptor != nil {
		for i := range descriptor.Fields().Len() {
			field := descriptor.Fields().Get(i)
			found = append(found, Arm{Name: string(field.Name()), Number: int32(field.Number())})
		}
	}
	return verify(subject, found, arms)
}

// VerifyEnum gives ErrStaleDispatch unless the enum has exactly these numbers, and perhaps 0.
func VerifyEnum(subject string, event proto.Message, field protowire.Number, arms []Arm) error {
	var found []Arm
	if descriptor := event.ProtoReflect().Descriptor().Fields().ByNumber(field); descriptor != nil && descriptor.Enum() != nil {
		values := descriptor.Enum().Values()
		for i := range values.Len() {
			value := Arm{Name: string(values.Get(i).Name()), Number: int32(values.Get(i).Number())}
			same := func(arm Arm) bool { return arm.Number == value.Number }
			if !slices.ContainsFunc(found, same) && (value.Number != 0 || slices.ContainsFunc(arms, same)) {
				found = append(found, value)
			}
		}
	}
	return verify(subject, found, arms)
}

// TypesOf are messages by the full names of their types.
func TypesOf(messages ...proto.Message) map[string]proto.Message {
	types := make(map[string]proto.Message, len(messages))
	for _, message := range messages {
		types[string(message.ProtoReflect().Descriptor().FullName())] = message
	}
	return types
}

// EachVariant makes an event of each variant that the message code has, for tests.
func EachVariant[E proto.Message](event E, oneof protoreflect.Name) map[string]E {
	events := map[string]E{}
	fields := event.ProtoReflect().Descriptor().Oneofs().ByName(oneof).Fields()
	for i := range fields.Len() {
		made := event.ProtoReflect().New()
		made.Set(fields.Get(i), made.NewField(fields.Get(i)))
		events[string(fields.Get(i).Name())] = made.Interface().(E)
	}
	return events
}

// WithEnum makes an event whose enum field has this value, for tests.
func WithEnum[E proto.Message](event E, field protowire.Number, number int32) E {
	made := event.ProtoReflect().New()
	descriptor := made.Descriptor().Fields().ByNumber(field)
	made.Set(descriptor, protoreflect.ValueOfEnum(protoreflect.EnumNumber(number)))
	return made.Interface().(E)
}
