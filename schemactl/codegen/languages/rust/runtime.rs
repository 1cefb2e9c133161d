//! What generated dispatches stand on: frames, errors, and what becomes of a record.
//!
//! Copied beside the generated code, so that a service needs the crate prost and nothing else.
#![allow(dead_code)]

use std::fmt;

use prost::encoding;

/// A record that no handler gets. `kind` is the word for it in metrics and dead letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DispatchError {
    /// The bytes in front of the payload are not the registry's.
    FrameError(String),
    /// The registry does not have the writer's schema.
    SchemaNotFound(String),
    /// The registry did not answer: try again, it is not the record's fault.
    RegistryUnavailable(String),
    /// The payload is not of this type.
    DecodeError(String),
    /// No variant is set.
    EmptyPayload { subject: &'static str },
    /// A variant that is newer than this code. tags: its field or enum number; name: its type, if that decides.
    UnknownVariant {
        subject: &'static str,
        tags: Vec<i32>,
        name: String,
    },
}

impl DispatchError {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FrameError(_) => "FrameError",
            Self::SchemaNotFound(_) => "SchemaNotFound",
            Self::RegistryUnavailable(_) => "RegistryUnavailable",
            Self::DecodeError(_) => "DecodeError",
            Self::EmptyPayload { .. } => "EmptyPayload",
            Self::UnknownVariant { .. } => "UnknownVariant",
        }
    }

    pub fn empty(subject: &'static str) -> Self {
        Self::EmptyPayload { subject }
    }

    pub fn unknown(subject: &'static str, tags: Vec<i32>) -> Self {
        let name = String::new();
        Self::UnknownVariant {
            subject,
            tags,
            name,
        }
    }

    pub fn unknown_type(subject: &'static str, name: String) -> Self {
        let tags = Vec::new();
        Self::UnknownVariant {
            subject,
            tags,
            name,
        }
    }
}

impl fmt::Display for DispatchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrameError(why)
            | Self::SchemaNotFound(why)
            | Self::RegistryUnavailable(why)
            | Self::DecodeError(why) => out.write_str(why),
            Self::EmptyPayload { subject } => write!(out, "{subject}: no variant is set"),
            Self::UnknownVariant { subject, name, .. } if !name.is_empty() => {
                write!(out, "{subject}: variant {name} is not known here")
            }
            Self::UnknownVariant { subject, tags, .. } => {
                let tags: Vec<String> = tags.iter().map(i32::to_string).collect();
                let tags = tags.join(", ");
                write!(out, "{subject}: variant {tags} is not known here")
            }
        }
    }
}

impl std::error::Error for DispatchError {}

/// Why a dispatch failed: what a handler returned, passed on as it is; or no handler was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    Handler(E),
    Dispatch(DispatchError),
}

impl<E> From<DispatchError> for Failure<E> {
    fn from(error: DispatchError) -> Self {
        Self::Dispatch(error)
    }
}

impl<E: fmt::Display> fmt::Display for Failure<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler(error) => error.fmt(out),
            Self::Dispatch(error) => error.fmt(out),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Failure<E> {}

/// For handlers to return: trying again would not help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermanentError(pub String);

impl fmt::Display for PermanentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for PermanentError {}

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// A handler returned.
    Handled,
    /// Set the record aside with its reason, and go on once that is done.
    DeadLetter(DispatchError),
    /// Take no more records of this partition, keep the membership, and tell somebody.
    Pause(DispatchError),
    /// Count the record and go on.
    Skip(DispatchError),
}

/// What a policy says of events that have no arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    DeadLetter,
    Pause,
    Skip,
    Fail,
}

/// What becomes of a record that was dispatched, or could not be.
///
/// A registry that does not answer is no record's fault: that is a failure, to be tried again.
pub fn settled<E>(
    dispatched: Result<(), Failure<E>>,
    unknown: Answer,
    empty: Answer,
) -> Result<Outcome, Failure<E>> {
    let error = match dispatched {
        Ok(()) => return Ok(Outcome::Handled),
        Err(Failure::Dispatch(error)) => error,
        Err(handler) => return Err(handler),
    };
    let answer = match error {
        DispatchError::RegistryUnavailable(_) => Answer::Fail,
        DispatchError::UnknownVariant { .. } => unknown,
        DispatchError::EmptyPayload { .. } => empty,
        _ => Answer::DeadLetter,
    };
    match answer {
        Answer::DeadLetter => Ok(Outcome::DeadLetter(error)),
        Answer::Pause => Ok(Outcome::Pause(error)),
        Answer::Skip => Ok(Outcome::Skip(error)),
        Answer::Fail => Err(Failure::Dispatch(error)),
    }
}

/// A record's payload, and what was said about its schema: an id, or a GUID; and a message's indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    pub payload: &'a [u8],
    pub schema: SchemaRef,
    pub indexes: Vec<i32>,
}

/// How a record names its writer's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaRef {
    None,
    Id(u32),
    Guid([u8; 16]),
}

/// A record's headers: names and values.
pub type Headers<'h> = &'h [(&'h str, Option<&'h [u8]>)];

/// From a record's value and headers, its payload: `plain`, `confluent`, or your own.
pub type Framing = for<'a> fn(&'a [u8], Headers<'_>) -> Result<Frame<'a>, DispatchError>;

/// The header that has the schema's GUID, or its id, instead of the value's first bytes.
pub const SCHEMA_ID: &str = "__value_schema_id";

/// Messages inside messages; more is garbage.
const LIMIT: i32 = 1000;

const NEITHER: &str = "not 00 or 01: this is no registry's framing";

/// The value is the payload.
pub fn plain<'a>(value: &'a [u8], _: Headers<'_>) -> Result<Frame<'a>, DispatchError> {
    Ok(Frame {
        payload: value,
        schema: SchemaRef::None,
        indexes: Vec::new(),
    })
}

/// The registry's framing: in a header or before the payload, by id (magic 0) or by GUID (magic 1).
///
/// The message indexes follow, zig-zag varints: how many, then the way from the file to the message; a single 0 is
/// short for the first message.
pub fn confluent<'a>(value: &'a [u8], headers: Headers<'_>) -> Result<Frame<'a>, DispatchError> {
    for (name, said) in headers {
        if let (&SCHEMA_ID, Some(said)) = (name, said) {
            let Frame {
                schema, indexes, ..
            } = unframed(said)?;
            return Ok(Frame {
                payload: value,
                schema,
                indexes,
            });
        }
    }
    unframed(value)
}

fn unframed(data: &[u8]) -> Result<Frame<'_>, DispatchError> {
    let (schema, rest) = match data {
        [0, a, b, c, d, rest @ ..] => (SchemaRef::Id(u32::from_be_bytes([*a, *b, *c, *d])), rest),
        [1, rest @ ..] if rest.len() >= 16 => {
            let mut guid = [0; 16];
            guid.copy_from_slice(&rest[..16]);
            (SchemaRef::Guid(guid), &rest[16..])
        }
        [0 | 1, ..] => {
            let size = data.len();
            return framed_wrong(format!("{size} bytes are too short for a schema's id"));
        }
        _ => {
            return framed_wrong(match data.first() {
                Some(byte) => format!("the first byte is {byte:02x}, {NEITHER}"),
                None => format!("the first byte is missing, {NEITHER}"),
            });
        }
    };
    let (indexes, payload) = message_indexes(rest)?;
    Ok(Frame {
        payload,
        schema,
        indexes,
    })
}

fn message_indexes(mut data: &[u8]) -> Result<(Vec<i32>, &[u8]), DispatchError> {
    let count = varint(&mut data)?;
    if !(0..=LIMIT).contains(&count) {
        return framed_wrong(format!("{count} message indexes are no way to a message"));
    }
    let mut indexes = vec![0; count.max(1) as usize];
    for index in &mut indexes[..count as usize] {
        *index = varint(&mut data)?;
    }
    Ok((indexes, data))
}

/// A zig-zag varint of at most 32 bits, taken from the front.
fn varint(data: &mut &[u8]) -> Result<i32, DispatchError> {
    let mut value = 0u64;
    for shift in (0..35).step_by(7) {
        let Some((byte, rest)) = data.split_first() else {
            return framed_wrong("the message indexes end too early".into());
        };
        *data = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            let value = value as u32;
            return Ok((value >> 1) as i32 ^ -((value & 1) as i32));
        }
    }
    framed_wrong("a message index is too long".into())
}

fn framed_wrong<T>(why: String) -> Result<T, DispatchError> {
    Err(DispatchError::FrameError(why))
}

/// A record's frame. A record without a value (a tombstone) has no variant either.
pub fn framed<'a>(
    subject: &'static str,
    value: Option<&'a [u8]>,
    headers: Headers<'_>,
    framing: Framing,
) -> Result<Frame<'a>, DispatchError> {
    framing(value.ok_or(DispatchError::empty(subject))?, headers)
}

/// A payload's message; `type_name` is what it is called when it is none.
pub fn decoded<M: prost::Message + Default>(
    type_name: &str,
    payload: &[u8],
) -> Result<M, DispatchError> {
    M::decode(payload).map_err(|error| {
        let size = payload.len();
        DispatchError::DecodeError(format!("{size} bytes are no {type_name}: {error}"))
    })
}

/// The numbers from `first` to `last` of the fields in an encoded message that are not `known`.
///
/// prost drops what it does not know: only the bytes tell a new variant from none.
pub fn unknown_tags(mut raw: &[u8], known: &[u32], first: u32, last: u32) -> Vec<i32> {
    let mut tags = Vec::new();
    while !raw.is_empty() {
        let Ok((tag, wire_type)) = encoding::decode_key(&mut raw) else {
            break; // not what was decoded before
        };
        let context = encoding::DecodeContext::default();
        if encoding::skip_field(wire_type, tag, &mut raw, context).is_err() {
            break;
        }
        if (first..=last).contains(&tag) && !known.contains(&tag) {
            tags.push(tag as i32);
        }
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}
