// Command go-reader reads Protobuf bytes with Go's own runtime, by schemas that it is given.
//
// One JSON object a line in, one a line out: {"load": KEY, "set": base64 of a FileDescriptorSet} keeps a schema,
// {"schema": KEY, "type": NAME, "hex": BYTES} decodes. A decoded message is an object from field number to value:
// text and bytes in hex, floating point as the hex of its bits, a map as {"map": [[key, value], …]}, and under
// "unknown" the numbers of the fields that the reader does not know.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

type request struct {
	Load   string `json:"load"`
	Set    []byte `json:"set"`
	Schema string `json:"schema"`
	Type   string `json:"type"`
	Hex    string `json:"hex"`
}

type answer struct {
	Message map[string]any `json:"message,omitempty"`
	Error   string         `json:"error,omitempty"`
}

type schemas map[string]*protoregistry.Files

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	loaded := schemas{}
	for lines.Scan() {
		var asked request
		answered := answer{}
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil && asked.Load != "" {
			err = loaded.load(asked.Load, asked.Set)
		} else if err == nil {
			answered.Message, err = loaded.decode(asked)
		}
		if err != nil {
			answered.Error = err.Error()
		}
		line, err := json.Marshal(answered)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}

func (known schemas) load(key string, data []byte) error {
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(data, &set); err != nil {
		return err
	}
	files, err := protodesc.NewFiles(&set)
	if err == nil {
		known[key] = files
	}
	return err
}

func (known schemas) decode(asked request) (map[string]any, error) {
	files, loaded := known[asked.Schema]
	if !loaded {
		return nil, fmt.Errorf("no schema %q", asked.Schema)
	}
	found, err := files.FindDescriptorByName(protoreflect.FullName(asked.Type))
	if err != nil {
		return nil, err
	}
	descriptor, ok := found.(protoreflect.MessageDescriptor)
	if !ok {
		return nil, fmt.Errorf("%s is no message", asked.Type)
	}
	sent, err := hex.DecodeString(asked.Hex)
	if err != nil {
		return nil, err
	}
	message := dynamicpb.NewMessage(descriptor)
	options := proto.UnmarshalOptions{Resolver: dynamicpb.NewTypes(files)}
	if err := options.Unmarshal(sent, message); err != nil {
		return nil, err
	}
	return heard(message), nil
}

func heard(message protoreflect.Message) map[string]any {
	fields := map[string]any{}
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		fields[strconv.Itoa(int(field.Number()))] = ofField(field, value)
		return true
	})
	if rest := message.GetUnknown(); len(rest) > 0 {
		fields["unknown"] = numbers(rest)
	}
	return fields
}

func ofField(field protoreflect.FieldDescriptor, value protoreflect.Value) any {
	switch {
	case field.IsMap():
		entries := [][2]any{}
		value.Map().Range(func(key protoreflect.MapKey, item protoreflect.Value) bool {
			entries = append(entries, [2]any{single(field.MapKey(), key.Value()), single(field.MapValue(), item)})
			return true
		})
		return map[string]any{"map": entries}
	case field.IsList():
		items := make([]any, value.List().Len())
		for index := range items {
			items[index] = single(field, value.List().Get(index))
		}
		return items
	default:
		return single(field, value)
	}
}

func single(field protoreflect.FieldDescriptor, value protoreflect.Value) any {
	switch field.Kind() {
	case protoreflect.MessageKind, protoreflect.GroupKind:
		return heard(value.Message())
	case protoreflect.StringKind:
		return hex.EncodeToString([]byte(value.String()))
	case protoreflect.BytesKind:
		return hex.EncodeToString(value.Bytes())
	case protoreflect.FloatKind:
		return fmt.Sprintf("%08x", math.Float32bits(float32(value.Float())))
	case protoreflect.DoubleKind:
		return fmt.Sprintf("%016x", math.Float64bits(value.Float()))
	case protoreflect.EnumKind:
		return value.Enum()
	default:
		return value.Interface()
	}
}

// numbers lists the field numbers in a run of unknown fields, each time they occur.
func numbers(rest []byte) []int {
	found := []int{}
	for len(rest) > 0 {
		number, _, size := protowire.ConsumeField(rest)
		if size < 0 {
			panic(protowire.ParseError(size))
		}
		found = append(found, int(number))
		rest = rest[size:]
	}
	return found
}
