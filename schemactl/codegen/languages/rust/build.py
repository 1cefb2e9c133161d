"""Descriptors of files in; the module of a build script that has prost-build make their messages out.

The descriptors stand in it as text, in which names can be read and a difference seen, and which needs no protoc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.codegen.languages.rust.page import head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "schemactl_build.rs"
MESSAGES = "schemactl_messages.rs"
"""What the build script writes, and the module `messages` includes."""
_WIDTH = 96
_ESCAPES = {ord("\n"): r"\n", ord("\r"): r"\r", ord("\t"): r"\t", ord("\\"): r"\\", ord('"'): r"\"", 0: r"\0"}

_BUILD = """\
//! For build.rs: prost's code of all messages. No protoc is needed.

use std::io;
use std::path::PathBuf;

/// Write prost's code to where the module `messages` includes it. Derives and the like are set in `config`.
pub fn messages(mut config: prost_build::Config) -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = std::env::var_os("OUT_DIR").ok_or(io::Error::other("this is for build.rs"))?;
    let image = PathBuf::from(folder).join("schemactl_descriptors.binpb");
    std::fs::write(&image, DESCRIPTORS.concat())?;
    config
        .file_descriptor_set_path(image)
        .skip_protoc_run()
        .include_file("{MESSAGES}")
        .compile_protos(&[] as &[&str], &[] as &[&str])
}

"""


def build(descriptors: Mapping[str, bytes]) -> str:
    lines = [
        f"/// Each is a FileDescriptorSet of one file.\nconst DESCRIPTORS: [&[u8]; {len(descriptors)}] = ["
    ]
    for name, data in descriptors.items():
        lines += [f"    // {name}", *_literal(b"\n" + _varint(len(data)) + data)]
    source = "several files" if len(descriptors) != 1 else next(iter(descriptors))
    return head(source) + _BUILD.replace("{MESSAGES}", MESSAGES) + "\n".join(lines) + "\n];\n"


def _literal(data: bytes) -> Iterator[str]:
    r"""A byte string on several lines: after `\` and a line's end, white space is left out."""
    line = ""
    yield '    b"\\'
    for byte in data:
        shown = _shown(byte)
        if len(line) + len(shown) > _WIDTH:
            yield f"    {line}\\"
            line = ""
        line += shown if line or byte != ord(" ") else r"\x20"
    yield f'    {line}",'


def _shown(byte: int) -> str:
    return _ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}")


def _varint(number: int) -> bytes:
    groups = [number >> shift & 0x7F for shift in range(0, max(number.bit_length(), 1), 7)]
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])
