//! Reads Protobuf bytes with Rust's prost, dynamically, by schemas that it is given.
//!
//! The same lines in and out as the reader in Go beside this one: `{"load": KEY, "set": base64 of a
//! FileDescriptorSet}` keeps a schema, `{"schema": KEY, "type": NAME, "hex": BYTES}` decodes.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use prost_reflect::{DescriptorPool, DynamicMessage, MapKey, Value};
use serde_json::{Map, Value as Json, json};

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let mut schemas = HashMap::new();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answered = answer(&line?, &mut schemas);
        let told = answered.unwrap_or_else(|error| json!({"error": error.to_string()}));
        writeln!(out, "{told}")?;
    }
    Ok(())
}

fn answer(line: &str, schemas: &mut HashMap<String, DescriptorPool>) -> Answer<Json> {
    let asked: HashMap<String, String> = serde_json::from_str(line)?;
    if let Some(key) = asked.get("load") {
        let set = BASE64_STANDARD.decode(&asked["set"])?;
        schemas.insert(key.clone(), DescriptorPool::decode(set.as_slice())?);
        return Ok(json!({}));
    }
    let schema = schemas.get(&asked["schema"]).ok_or("no such schema")?;
    let message = schema.get_message_by_name(&asked["type"]).ok_or("no such message")?;
    let sent = hex::decode(&asked["hex"])?;
    Ok(json!({"message": heard(&DynamicMessage::decode(message, sent.as_slice())?)}))
}

fn heard(message: &DynamicMessage) -> Json {
    let mut fields = Map::new();
    for (field, value) in message.fields() {
        fields.insert(field.number().to_string(), single(value));
    }
    for (extension, value) in message.extensions() {
        fields.insert(extension.number().to_string(), single(value));
    }
    let unknown: Vec<u32> = message.unknown_fields().map(|field| field.number()).collect();
    if !unknown.is_empty() {
        fields.insert("unknown".into(), json!(unknown));
    }
    Json::Object(fields)
}

fn single(value: &Value) -> Json {
    match value {
        Value::Bool(value) => json!(value),
        Value::I32(value) | Value::EnumNumber(value) => json!(value),
        Value::I64(value) => json!(value),
        Value::U32(value) => json!(value),
        Value::U64(value) => json!(value),
        Value::F32(value) => json!(format!("{:08x}", value.to_bits())),
        Value::F64(value) => json!(format!("{:016x}", value.to_bits())),
        Value::String(value) => json!(hex::encode(value)),
        Value::Bytes(value) => json!(hex::encode(value)),
        Value::Message(value) => heard(value),
        Value::List(items) => items.iter().map(single).collect(),
        Value::Map(entries) => {
            let pairs: Vec<Json> = entries.iter().map(|(key, value)| json!([of_key(key), single(value)])).collect();
            json!({ "map": pairs })
        }
    }
}

fn of_key(key: &MapKey) -> Json {
    single(&Value::from(key.clone()))
}
