import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * What Apache Avro's Java library says of a reader's and a writer's schema. One JSON object a line in, one a line out:
 * {"reader": SCHEMA, "writer": SCHEMA} asks SchemaCompatibility, and with "hex" the bytes are decoded as well.
 * In a decoded value, a union's value is an object from its branch's name to the value, bytes are the characters 0 to 255.
 */
public final class AvroReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JSON.getNodeFactory();

  public static void main(String[] arguments) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ObjectNode answer = JSON.createObjectNode();
      try {
        answer(JSON.readTree(line), answer);
      } catch (Exception | StackOverflowError error) { // whatever the library raises is its answer
        answer.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
      }
      out.println(JSON.writeValueAsString(answer));
    }
    out.flush();
  }

  private static void answer(JsonNode asked, ObjectNode answer) throws IOException {
    Schema reader = new Schema.Parser().parse(asked.get("reader").toString());
    Schema writer = new Schema.Parser().parse(asked.get("writer").toString());
    if (asked.has("hex")) {
      byte[] sent = HexFormat.of().parseHex(asked.get("hex").asText());
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(sent, null);
      Object read = new GenericDatumReader<>(writer, reader).read(null, decoder);
      answer.set("read", shown(reader, read));
      answer.put("rest", !decoder.isEnd());
      return;
    }
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    answer.put("compatible", result.getCompatibility() == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    ArrayNode reasons = answer.putArray("reasons");
    for (var reason : result.getIncompatibilities()) {
      reasons.addObject().put("type", reason.getType().name()).put("at", reason.getLocation());
    }
  }

  private static JsonNode shown(Schema schema, Object value) {
    switch (schema.getType()) {
      case RECORD:
        ObjectNode fields = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
          fields.set(field.name(), shown(field.schema(), ((IndexedRecord) value).get(field.pos())));
        }
        return fields;
      case UNION:
        Schema branch = schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
        return NODES.objectNode().set(branch.getFullName(), shown(branch, value));
      case ARRAY:
        ArrayNode items = NODES.arrayNode();
        ((List<?>) value).forEach(item -> items.add(shown(schema.getElementType(), item)));
        return items;
      case MAP:
        ObjectNode entries = NODES.objectNode();
        ((Map<?, ?>) value).forEach((key, item) -> entries.set(key.toString(), shown(schema.getValueType(), item)));
        return entries;
      case BYTES:
        return NODES.textNode(new String(((ByteBuffer) value).array(), StandardCharsets.ISO_8859_1));
      case FIXED:
        return NODES.textNode(new String(((GenericFixed) value).bytes(), StandardCharsets.ISO_8859_1));
      case FLOAT, DOUBLE:
        return NODES.textNode(value.toString()); // JSON has no infinity
      case NULL:
        return NODES.nullNode();
      case BOOLEAN:
        return NODES.booleanNode((Boolean) value);
      case INT, LONG:
        return NODES.numberNode(((Number) value).longValue());
      default:
        return NODES.textNode(value.toString());
    }
  }
}
