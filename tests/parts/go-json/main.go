// Command go-json reads ProtoJSON with Go's own runtime, by schemas that it is given.
//
// The same lines in and out as the reader in ../go, but that it is asked {"schema": KEY, "type": NAME, "text": JSON} and
// answers {"hex": BYTES}: the message that it read, encoded.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"google.golang.org/protobuf/encoding/protojson"
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
	Text   string `json:"text"`
}

type answer struct {
	Hex   string `json:"hex"`
	Error string `json:"error,omitempty"`
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
			answered.Hex, err = loaded.read(asked)
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

func (known schemas) read(asked request) (string, error) {
	files, loaded := known[asked.Schema]
	if !loaded {
		return "", fmt.Errorf("no schema %q", asked.Schema)
	}
	found, err := files.FindDescriptorByName(protoreflect.FullName(asked.Type))
	if err != nil {
		return "", err
	}
	descriptor, ok := found.(protoreflect.MessageDescriptor)
	if !ok {
		return "", fmt.Errorf("%s is no message", asked.Type)
	}
	message := dynamicpb.NewMessage(descriptor)
	options := protojson.UnmarshalOptions{Resolver: dynamicpb.NewTypes(files)}
	if err := options.Unmarshal([]byte(asked.Text), message); err != nil {
		return "", err
	}
	read, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	return hex.EncodeToString(read), err
}
