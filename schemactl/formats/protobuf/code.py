"""A compiled schema's image in; the code that protoc and its plugins make of it out."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.compiler import plugin_pb2
from google.protobuf.message import DecodeError

from schemactl.errors import CompileError, Problem, ToolError
from schemactl.formats.protobuf.protoc import VERSION, run
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.model.schema import Schema

PATIENCE = 120.0
"""Seconds that a plugin may take."""
_OURS = "google/protobuf/"
"""Files that every Protobuf library brings itself."""


def versions() -> dict[str, str]:
    """Of what makes Python code."""
    return {"grpcio-tools": VERSION, "mypy-protobuf": version("mypy-protobuf")}


def files(schema: Schema) -> tuple[str, ...]:
    """The names of all files that code is made of: the entries and what they import."""
    image = pb.FileDescriptorSet.FromString(schema.image)
    return tuple(file.name for file in image.file if not file.name.startswith(_OURS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A file as generators see it; imports: the files that its code refers to; go_package: "" where it says none."""

    file: str
    package: str
    go_package: str
    imports: tuple[str, ...]


def units(schema: Schema) -> tuple[Unit, ...]:
    """All files of a schema, those of every Protobuf library among them."""
    return tuple(
        Unit(
            file=file.name,
            package=file.package,
            go_package=file.options.go_package,
            imports=tuple(file.dependency),
        )
        for file in pb.FileDescriptorSet.FromString(schema.image).file
    )


def homes(schema: Schema) -> dict[str, tuple[str, str]]:
    """Each message and enum by its full name, with its file and its name inside that: `Outer.Inner`."""
    found = {}
    for file in pb.FileDescriptorSet.FromString(schema.image).file:
        prefix = f"{file.package}." if file.package else ""
        for name in _declared(file.message_type, file.enum_type, ""):
            found[prefix + name] = (file.name, name)
    return found


def _declared(
    messages: Sequence[pb.DescriptorProto], enums: Sequence[pb.EnumDescriptorProto], prefix: str
) -> Iterator[str]:
    yield from (prefix + enum.name for enum in enums)
    for message in messages:
        yield prefix + message.name
        yield from _declared(message.nested_type, message.enum_type, f"{prefix}{message.name}.")


def python(schema: Schema) -> dict[str, str]:
    """Python modules of protoc's by path, and mypy-protobuf's stubs beside them."""
    # -P: modules of the folder we work in are not ours
    stubs = by_plugin(schema, [sys.executable, "-P", "-m", "mypy_protobuf.main"], "quiet")
    return {**_builtin(schema, "python"), **stubs}


def _builtin(schema: Schema, language: str) -> dict[str, str]:
    """What a generator inside protoc makes of all files, comments left out."""
    with tempfile.TemporaryDirectory(prefix="schemactl-") as folder:
        out = Path(folder, "code")
        out.mkdir()
        Path(folder, "image").write_bytes(schema.image)
        names = files(schema)
        _check_names(names)
        arguments = [f"--descriptor_set_in={folder}/image", f"--{language}_out={out}", *names]
        if complaints := run(folder, arguments):
            raise ToolError(
                f"protoc made no {language}: {complaints.strip()}", fix="report this with the schema"
            )
        return {
            path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*") if path.is_file()
        }


def _check_names(names: Sequence[str]) -> None:
    """Raises CompileError for files that protoc would take for options of its own."""
    odd = [name for name in names if name.startswith(("-", "@"))]
    if odd:
        fix = "give the file another name"
        raise CompileError(
            Problem(Location(name), "no code is made of a file that begins so", fix) for name in odd
        )


def by_plugin(
    schema: Schema,
    command: Sequence[str],
    parameter: str = "",
    environ: Mapping[str, str] | None = None,
    *,
    google: bool = False,
) -> dict[str, str]:
    """What a plugin of protoc makes of all files, by path; it is asked as protoc asks (plugin.proto).

    google: also of the files that every Protobuf library brings itself.
    Raises ToolError if it is missing, fails or does not answer in time.
    """
    image = pb.FileDescriptorSet.FromString(schema.image)
    request = plugin_pb2.CodeGeneratorRequest(
        file_to_generate=[file.name for file in image.file] if google else files(schema),
        parameter=parameter,
        proto_file=image.file,
    )
    name = " ".join(command[-1:])
    try:
        done = subprocess.run(
            command, input=request.SerializeToString(), capture_output=True, timeout=PATIENCE, check=False,
            env=environ,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(
            f"{name} cannot be run: {error}", fix="install it, and see that it is on PATH"
        ) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise ToolError(f"{name} failed with status {done.returncode}: {said}", fix="install it anew")
    try:
        response = plugin_pb2.CodeGeneratorResponse.FromString(done.stdout)
    except DecodeError as error:
        raise ToolError(f"{name} answers what is no answer of a plugin", fix="install it anew") from error
    if response.error:
        raise ToolError(f"{name}: {response.error}", fix="change the schema so that it can")
    return {file.name: file.content for file in response.file}
