import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Protobuf with Java's own runtime, by schemas that it is given.
 *
 * The same lines in and out as the readers in ../go and ../go-json: {"load": KEY, "set": base64 of a FileDescriptorSet}
 * keeps a schema, {"schema": KEY, "type": NAME, "hex": BYTES} decodes, and with "text" instead of "hex" the ProtoJSON is
 * read and its message answered in "hex". With "classes" and their "folder" instead of "set", the messages of these generated
 * outer classes are read by their generated code instead of dynamically.
 */
public final class ProtobufReader {
  private final Map<String, Pool> pools = new HashMap<>();

  public static void main(String[] arguments) throws IOException {
    var reader = new ProtobufReader();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      var answer = new JsonObject();
      try {
        reader.answer(JsonParser.parseString(line).getAsJsonObject(), answer);
      } catch (Exception | StackOverflowError error) { // whatever the library raises is its answer
        answer.addProperty("error", error.getClass().getSimpleName() + ": " + error.getMessage());
      }
      out.println(answer);
    }
    out.flush();
  }

  private void answer(JsonObject asked, JsonObject answer)
      throws IOException, DescriptorValidationException, ReflectiveOperationException {
    if (asked.has("load")) {
      pools.put(asked.get("load").getAsString(), asked.has("classes") ? generated(asked) : dynamic(asked));
      return;
    }
    Pool pool = pools.get(asked.get("schema").getAsString());
    Message type = pool.messages.get(asked.get("type").getAsString());
    if (asked.has("text")) {
      answer.addProperty("hex", HexFormat.of().formatHex(pool.parsed(type, asked.get("text").getAsString())));
    } else {
      byte[] sent = HexFormat.of().parseHex(asked.get("hex").getAsString());
      answer.add("message", heard(type.getParserForType().parseFrom(sent, pool.extensions)));
    }
  }

  /** Files come after those that they import. */
  private static Pool dynamic(JsonObject asked) throws IOException, DescriptorValidationException {
    var pool = new Pool();
    var files = new HashMap<String, FileDescriptor>();
    byte[] set = Base64.getDecoder().decode(asked.get("set").getAsString());
    for (FileDescriptorProto proto : FileDescriptorSet.parseFrom(set).getFileList()) {
      FileDescriptor[] imports = proto.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      FileDescriptor file = FileDescriptor.buildFrom(proto, imports);
      files.put(proto.getName(), file);
      pool.add(file);
    }
    return pool;
  }

  private static Pool generated(JsonObject asked) throws IOException, ReflectiveOperationException {
    var pool = new Pool();
    URL folder = Path.of(asked.get("folder").getAsString()).toUri().toURL();
    var loader = new URLClassLoader(new URL[] {folder});
    for (JsonElement name : asked.getAsJsonArray("classes")) {
      Class<?> outer = loader.loadClass(name.getAsString());
      pool.add((FileDescriptor) outer.getMethod("getDescriptor").invoke(null));
      for (Class<?> each : outer.getClasses()) {
        if (Message.class.isAssignableFrom(each)) {
          var message = (Message) each.getMethod("getDefaultInstance").invoke(null);
          pool.messages.put(message.getDescriptorForType().getFullName(), message);
        }
      }
    }
    return pool;
  }

  private static JsonObject heard(Message message) {
    var fields = new JsonObject();
    message.getAllFields().forEach((field, value) -> fields.add(Integer.toString(field.getNumber()), ofField(field, value)));
    var unknown = new JsonArray();
    message.getUnknownFields().asMap().forEach((number, field) -> occurrences(field).forEach(each -> unknown.add(number)));
    if (!unknown.isEmpty()) {
      fields.add("unknown", unknown);
    }
    return fields;
  }

  private static List<Object> occurrences(UnknownFieldSet.Field field) {
    return List.of(
            field.getVarintList(), field.getFixed32List(), field.getFixed64List(), field.getLengthDelimitedList(), field.getGroupList())
        .stream().<Object>flatMap(List::stream).toList();
  }

  private static JsonElement ofField(FieldDescriptor field, Object value) {
    if (!field.isRepeated()) {
      return single(field, value);
    }
    var items = new JsonArray();
    if (!field.isMapField()) {
      ((List<?>) value).forEach(item -> items.add(single(field, item)));
      return items;
    }
    entries(field, (List<?>) value).values().forEach(items::add);
    var map = new JsonObject();
    map.add("map", items);
    return map;
  }

  /** By its key, the last entry: what the accessors of a map have, while here it is a list of all. */
  private static Map<JsonElement, JsonArray> entries(FieldDescriptor field, List<?> all) {
    var last = new LinkedHashMap<JsonElement, JsonArray>();
    all.stream().map(item -> entry(field, (Message) item)).forEach(pair -> last.put(pair.get(0), pair));
    return last;
  }

  private static JsonArray entry(FieldDescriptor field, Message entry) {
    var pair = new JsonArray();
    for (int number : new int[] {1, 2}) {
      FieldDescriptor part = field.getMessageType().findFieldByNumber(number);
      pair.add(single(part, entry.getField(part)));
    }
    return pair;
  }

  private static JsonElement single(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> heard((Message) value);
      case ENUM -> new JsonPrimitive(((EnumValueDescriptor) value).getNumber());
      case STRING -> hex(((String) value).getBytes(StandardCharsets.UTF_8));
      case BYTE_STRING -> hex(((ByteString) value).toByteArray());
      case FLOAT -> new JsonPrimitive(String.format("%08x", Float.floatToRawIntBits((Float) value)));
      case DOUBLE -> new JsonPrimitive(String.format("%016x", Double.doubleToRawLongBits((Double) value)));
      case BOOLEAN -> new JsonPrimitive((Boolean) value);
      case INT -> number(field, Integer.toUnsignedLong((Integer) value), (Integer) value);
      case LONG -> new JsonPrimitive(unsigned(field) ? new java.math.BigInteger(Long.toUnsignedString((Long) value)) : (Number) value);
    };
  }

  private static JsonElement number(FieldDescriptor field, long asUnsigned, int asSigned) {
    return new JsonPrimitive(unsigned(field) ? (Number) asUnsigned : (Number) asSigned);
  }

  private static boolean unsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32, UINT64, FIXED64 -> true;
      default -> false;
    };
  }

  private static JsonElement hex(byte[] data) {
    return new JsonPrimitive(HexFormat.of().formatHex(data));
  }

  /** The types of one schema by their names, each as an empty message. */
  private static final class Pool {
    final Map<String, Message> messages = new HashMap<>();
    final ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    private final JsonFormat.TypeRegistry.Builder registry = JsonFormat.TypeRegistry.newBuilder();

    void add(FileDescriptor file) {
      file.getExtensions().forEach(this::extension);
      file.getMessageTypes().forEach(this::message);
    }

    private void message(Descriptor message) {
      messages.put(message.getFullName(), DynamicMessage.getDefaultInstance(message));
      registry.add(message);
      message.getExtensions().forEach(this::extension);
      message.getNestedTypes().forEach(this::message);
    }

    private void extension(FieldDescriptor extension) {
      if (extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        extensions.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
      } else {
        extensions.add(extension);
      }
    }

    byte[] parsed(Message type, String text) throws InvalidProtocolBufferException {
      Message.Builder message = type.newBuilderForType();
      JsonFormat.parser().usingTypeRegistry(registry.build()).merge(text, message);
      return message.build().toByteArray();
    }
  }
}
