//! Decodes Protobuf payloads with Rust's prost, dynamically, as a worker of `schemactl fuzz`.
//!
//! `rust-worker SET TYPE [BUG]` reads a FileDescriptorSet and speaks worker protocol v1 (docs/guide/fuzzing.md) on its
//! standard input and output. BUG plants one, so that the fuzzer itself can be tested.

use std::error::Error;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, Kind, MessageDescriptor, Value};

const OK: u8 = 0;
const DECODE_ERROR: u8 = 1;
const PANICKED: u8 = 3;
const UNSUPPORTED: u8 = 4;

fn main() {
    if let Err(error) = run() {
        eprintln!("{error}");
        std::process::exit(3);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [set, name, rest @ ..] = arguments.as_slice() else {
        return Err("usage: rust-worker SET TYPE [BUG]".into());
    };
    let pool = DescriptorPool::decode(std::fs::read(set)?.as_slice())?;
    let message = pool.get_message_by_name(name).ok_or("no such message")?;
    serve(&message, rest.first().map_or("", String::as_str))
}

fn serve(message: &MessageDescriptor, bug: &str) -> Result<(), Box<dyn Error>> {
    let mut questions = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    answers.write_all(b"RDY1")?;
    loop {
        if questions.buffer().is_empty() {
            answers.flush()?;
        }
        let mut length = [0; 4];
        match questions.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(answers.flush()?),
            other => other?,
        }
        let mut frame = vec![0; u32::from_be_bytes(length) as usize];
        questions.read_exact(&mut frame)?;
        let start = Instant::now();
        let (status, body) = match frame.split_first() {
            Some((1, payload)) => answer(message, payload, bug),
            _ => (UNSUPPORTED, Vec::new()),
        };
        reply(&mut answers, status, &body, start.elapsed())?;
    }
}

fn reply(answers: &mut impl Write, status: u8, body: &[u8], took: Duration) -> io::Result<()> {
    answers.write_all(&u32::try_from(9 + body.len()).unwrap_or(u32::MAX).to_be_bytes())?;
    answers.write_all(&[status])?;
    answers.write_all(&u32::try_from(took.as_micros()).unwrap_or(u32::MAX).to_be_bytes())?;
    answers.write_all(&0_u32.to_be_bytes())?;
    answers.write_all(body)
}

fn answer(message: &MessageDescriptor, payload: &[u8], bug: &str) -> (u8, Vec<u8>) {
    let decoded = panic::catch_unwind(AssertUnwindSafe(|| decode(message, payload, bug)));
    match decoded {
        Ok(Ok(body)) => (OK, body),
        Ok(Err(error)) => (DECODE_ERROR, error.to_string().into_bytes()),
        Err(_) => (PANICKED, b"panic".to_vec()),
    }
}

fn decode(message: &MessageDescriptor, payload: &[u8], bug: &str) -> Result<Vec<u8>, prost::DecodeError> {
    match bug {
        "aborts-on-long-text" if payload.len() > 300 => std::process::abort(),
        "panics-on-last-number" if payload.windows(4).any(|part| part == [0xff, 0xff, 0xff, 0x0f]) => panic!("overflow"),
        _ => {}
    }
    let mut decoded = DynamicMessage::decode(message.clone(), payload)?;
    for field in message.fields() {
        match (bug, field.kind()) {
            ("swaps-enum", Kind::Enum(_)) if !field.is_list() => {
                if let Value::EnumNumber(number @ 1..=2) = *decoded.get_field(&field) {
                    decoded.set_field(&field, Value::EnumNumber(3 - number));
                }
            }
            ("cuts-text", Kind::String) if !field.is_list() => {
                if let Value::String(ref text) = *decoded.clone().get_field(&field) {
                    let cut = text.chars().take(100).collect();
                    decoded.set_field(&field, Value::String(cut));
                }
            }
            _ => {}
        }
    }
    Ok(decoded.encode_to_vec())
}
