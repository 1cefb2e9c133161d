// Command go-worker decodes Protobuf payloads with Go's own runtime, as a worker of `schemactl fuzz`.
//
// go-worker SET TYPE [BUG] reads a FileDescriptorSet and speaks worker protocol v1 (docs/guide/fuzzing.md) on its
// standard input and output. BUG plants one, so that the fuzzer itself can be tested.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

const (
	ok          = 0
	decodeError = 1
	encodeError = 2
	panicked    = 3
	unsupported = 4
)

type decoder struct {
	message protoreflect.MessageDescriptor
	types   *dynamicpb.Types
	bug     string
}

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("usage: go-worker SET TYPE [BUG]"))
	}
	decoder, err := load(os.Args[1], os.Args[2])
	if err != nil {
		fail(err)
	}
	if len(os.Args) > 3 {
		decoder.bug = os.Args[3]
	}
	if err := serve(decoder, bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(3)
}

func load(path, name string) (*decoder, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(data, &set); err != nil {
		return nil, err
	}
	files, err := protodesc.NewFiles(&set)
	if err != nil {
		return nil, err
	}
	found, err := files.FindDescriptorByName(protoreflect.FullName(name))
	if err != nil {
		return nil, err
	}
	message, isMessage := found.(protoreflect.MessageDescriptor)
	if !isMessage {
		return nil, fmt.Errorf("%s is no message", name)
	}
	return &decoder{message: message, types: dynamicpb.NewTypes(files)}, nil
}

func serve(decoder *decoder, in *bufio.Reader, out *bufio.Writer) error {
	if _, err := out.WriteString("RDY1"); err != nil {
		return err
	}
	for {
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		var length uint32
		if err := binary.Read(in, binary.BigEndian, &length); errors.Is(err, io.EOF) {
			return out.Flush()
		} else if err != nil {
			return err
		}
		frame := make([]byte, length)
		if _, err := io.ReadFull(in, frame); err != nil {
			return err
		}
		if len(frame) == 0 || frame[0] != 1 {
			reply(out, unsupported, nil, 0)
			continue
		}
		start := time.Now()
		status, body := decoder.answer(frame[1:])
		reply(out, status, body, time.Since(start))
	}
}

func reply(out *bufio.Writer, status byte, body []byte, took time.Duration) {
	head := make([]byte, 13)
	binary.BigEndian.PutUint32(head, uint32(9+len(body)))
	head[4] = status
	binary.BigEndian.PutUint32(head[5:], uint32(took.Microseconds()))
	out.Write(head) // an error of a buffered writer comes again at Flush
	out.Write(body)
}

func (decoder *decoder) answer(payload []byte) (status byte, body []byte) {
	defer func() {
		if reason := recover(); reason != nil {
			status, body = panicked, []byte(fmt.Sprint("panic: ", reason))
		}
	}()
	payload = decoder.before(payload)
	message := dynamicpb.NewMessage(decoder.message)
	options := proto.UnmarshalOptions{Resolver: decoder.types, DiscardUnknown: decoder.bug == "drops-unknown"}
	if err := options.Unmarshal(payload, message); err != nil {
		return decodeError, []byte(err.Error())
	}
	decoder.after(message)
	body, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	if err != nil {
		return encodeError, []byte(err.Error())
	}
	return ok, body
}

// before plants the bugs that are about the bytes.
func (decoder *decoder) before(payload []byte) []byte {
	switch {
	case decoder.bug == "loses-last-byte" && len(payload) > 200:
		return payload[:len(payload)-1]
	case decoder.bug == "panics-on-odd-tags" && len(payload) > 0 && payload[0]&0x80 != 0 && payload[0]&1 == 1:
		panic("index out of range")
	case decoder.bug == "hangs-on-overlong" && len(payload) > 200 && bytes.Contains(payload, []byte{0x80, 0x80, 0x80}):
		time.Sleep(time.Hour)
	case decoder.bug == "exits-on-groups" && bytes.ContainsAny(payload, "\x0b\x13"):
		os.Exit(1)
	}
	return payload
}

// after plants the bugs that are about the value.
func (decoder *decoder) after(message *dynamicpb.Message) {
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case decoder.bug == "sign-loss" && field.Kind() == protoreflect.Int32Kind && !field.IsList() && value.Int() < 0:
			message.Set(field, protoreflect.ValueOfInt32(int32(-value.Int())))
		case decoder.bug == "unset-default" && field.HasOptionalKeyword() && field.Kind() == protoreflect.Int32Kind && value.Int() == 0:
			message.Clear(field)
		}
		return true
	})
}
