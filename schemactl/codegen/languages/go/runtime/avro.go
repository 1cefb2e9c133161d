package schemactl

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/hamba/avro/v2"
)

// WriterSchema gives the text of the schema that a record was written with. Its errors are ErrSchemaNotFound and
// ErrRegistryUnavailable, wrapped.
type WriterSchema func(context.Context, Frame) (string, error)

// ConfluentAvro is the registry's framing of Avro: an id or a GUID, in a header or before the payload.
func ConfluentAvro(record Record) (Frame, error) {
	for _, header := range record.Headers {
		if header.Key == SchemaIDHeader && header.Value != nil {
			frame, err := identified(header.Value)
			frame.Payload = record.Value
			return frame, err
		}
	}
	return identified(record.Value)
}

// AvroReader reads records of one type, whoever wrote them. Several goroutines may use it.
type AvroReader struct {
	api      avro.API
	schema   avro.Schema
	field    string
	resolved sync.Map
}

// NewAvroReader reads into the types of the API by this schema, in which variants are told apart by the field, or by
// the whole schema if that is "". It panics if the schema is none: it is generated.
func NewAvroReader(api avro.API, schema, field string) *AvroReader {
	return &AvroReader{api: api, schema: parsed(schema), field: field}
}

func parsed(schema string) avro.Schema {
	found, err := avro.ParseWithCache(schema, "", &avro.SchemaCache{})
	if err != nil {
		panic(err)
	}
	return found
}

// Read decodes a record's value into the event, which a pointer refers to. Without a writer's schema it is ours.
func (r *AvroReader) Read(ctx context.Context, subject string, event any, record Record, framing Framing, writer WriterSchema) error {
	frame, text, err := written(ctx, subject, record, framing, writer)
	if err != nil {
		return err
	}
	return r.Decode(frame.Payload, text, event)
}

// Written takes a record apart where a topic has several types: its payload, the writer's schema, and its name.
func Written(ctx context.Context, subject string, record Record, framing Framing, writer WriterSchema) (Frame, string, string, error) {
	frame, text, err := written(ctx, subject, record, framing, writer)
	if err != nil {
		return frame, text, "", err
	}
	schema, err := avro.ParseWithCache(text, "", &avro.SchemaCache{})
	if err != nil {
		return frame, text, "", fmt.Errorf("the writer's schema: %w: %w", ErrDecode, err)
	}
	return frame, text, branchName(schema), nil
}

func written(ctx context.Context, subject string, record Record, framing Framing, writer WriterSchema) (Frame, string, error) {
	if record.Value == nil {
		return Frame{}, "", &EmptyPayloadError{Subject: subject}
	}
	frame, err := framing(record)
	if err != nil || writer == nil {
		return frame, "", err
	}
	text, err := writer(ctx, frame)
	return frame, text, err
}

// Decode reads a payload that was written with this schema into the event, which a pointer refers to.
func (r *AvroReader) Decode(payload []byte, writer string, event any) (err error) {
	schema, err := r.resolve(writer)
	if err != nil {
		return fmt.Errorf("the writer's schema is not readable as ours: %w: %w", ErrDecode, err)
	}
	defer func() {
		if found := recover(); found != nil {
			err = fmt.Errorf("%d bytes: %w: %v", len(payload), ErrDecode, found)
		}
	}()
	reader := avro.NewReader(bytes.NewReader(payload), len(payload)+1, avro.WithReaderConfig(r.api))
	// Unmarshal takes the end of the bytes for the end of the value
	reader.ReadVal(schema, event)
	if reader.Error != nil {
		return fmt.Errorf("%d bytes: %w: %w", len(payload), ErrDecode, reader.Error)
	}
	if reader.Peek(); reader.Error == nil {
		return fmt.Errorf("%d bytes: %w: there are bytes behind the value", len(payload), ErrDecode)
	}
	return nil
}

// resolve gives the schema by which a writer's data is read; branches that only the writer has are kept as they are.
func (r *AvroReader) resolve(writer string) (avro.Schema, error) {
	if writer == "" {
		return r.schema, nil
	}
	if found, ok := r.resolved.Load(writer); ok {
		return found.(avro.Schema), nil
	}
	theirs, err := avro.ParseWithCache(writer, "", &avro.SchemaCache{})
	if err != nil {
		return nil, err
	}
	ours, err := r.widened(theirs)
	if err != nil {
		return nil, err
	}
	found, err := avro.NewSchemaCompatibility().Resolve(ours, theirs)
	if err == nil {
		r.resolved.Store(writer, found)
	}
	return found, err
}

func (r *AvroReader) widened(theirs avro.Schema) (avro.Schema, error) {
	if r.field == "" {
		return widenedUnion(r.schema, theirs)
	}
	record, isRecord := r.schema.(*avro.RecordSchema)
	other, isOther := theirs.(*avro.RecordSchema)
	if !isRecord || !isOther {
		return r.schema, nil
	}
	fields := slices.Clone(record.Fields())
	for i, field := range fields {
		for _, written := range other.Fields() {
			if field.Name() != r.field || written.Name() != r.field && !slices.Contains(field.Aliases(), written.Name()) {
				continue
			}
			union, err := widenedUnion(field.Type(), written.Type())
			if err != nil {
				return nil, err
			}
			options := []avro.SchemaOption{avro.WithAliases(field.Aliases())}
			if field.HasDefault() {
				options = append(options, avro.WithDefault(field.Default()))
			}
			if fields[i], err = avro.NewField(field.Name(), union, options...); err != nil {
				return nil, err
			}
		}
	}
	return avro.NewRecordSchema(record.Name(), record.Namespace(), fields, avro.WithAliases(record.Aliases()))
}

func widenedUnion(ours, theirs avro.Schema) (avro.Schema, error) {
	union, ok := ours.(*avro.UnionSchema)
	if !ok {
		return ours, nil
	}
	branches := []avro.Schema{theirs}
	if other, ok := theirs.(*avro.UnionSchema); ok {
		branches = other.Types()
	}
	types := slices.Clone(union.Types())
	compatibility := avro.NewSchemaCompatibility()
	for _, branch := range branches {
		name := branchName(branch)
		same := func(known avro.Schema) bool { return branchName(known) == name }
		if compatibility.Compatible(union, branch) != nil && !slices.ContainsFunc(types, same) {
			types = append(types, branch)
		}
	}
	return avro.NewUnionSchema(types)
}

func branchName(schema avro.Schema) string {
	if reference, ok := schema.(*avro.RefSchema); ok {
		return reference.Schema().FullName()
	}
	if named, ok := schema.(avro.NamedSchema); ok {
		return named.FullName()
	}
	return string(schema.Type())
}

// UnknownBranch is what a dispatch answers that meets a branch which only the writer has.
func UnknownBranch(subject string, payload, event any) *UnknownVariantError {
	unknown := &UnknownVariantError{Subject: subject, Name: fmt.Sprintf("%T", payload), Event: event}
	if branch, ok := payload.(map[string]any); ok && len(branch) == 1 {
		for name := range branch {
			unknown.Name = name
		}
	}
	return unknown
}

// VerifyUnion gives ErrStaleDispatch unless the schema has exactly these branches, and perhaps null.
func VerifyUnion(subject, schema, field string, arms []Arm) error {
	found := []Arm{}
	for _, branch := range Branches(schema, field) {
		found = append(found, Arm{Name: branch})
	}
	return verify(subject, found, arms)
}

// Branches are the names of a union's branches but null, of the field or of the whole schema.
func Branches(schema, field string) []string {
	union := parsed(schema)
	if record, ok := union.(*avro.RecordSchema); ok {
		for _, each := range record.Fields() {
			if each.Name() == field {
				union = each.Type()
			}
		}
	}
	var names []string
	if branches, ok := union.(*avro.UnionSchema); ok {
		for _, branch := range branches.Types() {
			if branch.Type() != avro.Null {
				names = append(names, branchName(branch))
			}
		}
	}
	return names
}
