import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;

/** Confluent's own Java client, as Flink ships it: URL, SUBJECT and what to do in; what the registry made of it out. */
class RegistryClient {
    static final String OLD = record("{\"name\":\"id\",\"type\":\"long\"}");
    static final String NEW = record("{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");
    static final String BAD = record("{\"name\":\"id\",\"type\":\"string\"}");

    public static void main(String[] given) throws Exception {
        var client = new CachedSchemaRegistryClient(given[0], 100);
        switch (given[2]) {
            case "ask" -> ask(client, given[1]);
            case "write" -> System.out.println(write(client, given[1], Long.parseLong(given[3])));
            case "read" -> System.out.println(read(client, given[1], given[3]));
            default -> throw new IllegalArgumentException(given[2]);
        }
    }

    static void ask(CachedSchemaRegistryClient client, String subject) throws Exception {
        int id = client.register(subject, new AvroSchema(OLD));
        say("again", client.register(subject, new AvroSchema(OLD)) == id);
        say("by id", client.getSchemaById(id).canonicalString());
        say("by subject and id", client.getSchemaBySubjectAndId(subject, id).schemaType());
        say("version", client.getVersion(subject, new AvroSchema(OLD)));
        say("compatible", client.testCompatibility(subject, new AvroSchema(NEW)));
        say("incompatible", client.testCompatibilityVerbose(subject, new AvroSchema(BAD)).size() > 0);
        say("level", client.updateCompatibility(subject, "FULL_TRANSITIVE") + " " + client.getCompatibility(subject));
        say("new", client.register(subject, new AvroSchema(NEW)) != id);
        say("refused", refused(() -> client.register(subject, new AvroSchema(BAD))));
        say("unknown id", refused(() -> client.getSchemaById(2000000000)));
        say("unknown subject", refused(() -> client.getAllVersions(subject + "-none")));
        say("latest", client.getLatestSchemaMetadata(subject).getVersion());
        say("versions", client.getAllVersions(subject));
        say("there", client.getAllSubjects().contains(subject));
        say("subjects of the id", client.getAllSubjectsById(id));
        say("mode", client.getMode());
        say("deleted", client.deleteSchemaVersion(subject, "1") + " " + client.deleteSubject(subject));
        say("gone", client.deleteSubject(subject, true));
    }

    /** A record in Confluent's framing: 0, the id in four bytes, Avro. */
    static String write(CachedSchemaRegistryClient client, String subject, long value) throws Exception {
        Schema schema = new Schema.Parser().parse(OLD);
        var out = new ByteArrayOutputStream();
        new ConfluentSchemaRegistryCoder(subject, client).writeSchema(schema, out);
        var record = new GenericData.Record(schema);
        record.put("id", value);
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
        encoder.flush();
        return HexFormat.of().formatHex(out.toByteArray());
    }

    static String read(CachedSchemaRegistryClient client, String subject, String hex) throws Exception {
        var in = new ByteArrayInputStream(HexFormat.of().parseHex(hex));
        Schema schema = new ConfluentSchemaRegistryCoder(subject, client).readSchema(in);
        return new GenericDatumReader<GenericData.Record>(schema).read(null, DecoderFactory.get().binaryDecoder(in, null)).toString();
    }

    interface Asked {
        void run() throws Exception;
    }

    static String refused(Asked asked) throws Exception {
        try {
            asked.run();
            return "accepted";
        } catch (RestClientException no) {
            return no.getStatus() + " " + no.getErrorCode();
        }
    }

    static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[" + fields + "]}";
    }

    static void say(String what, Object told) {
        System.out.println(what + ": " + told);
    }
}
