"""Schemas in; the outer classes that protoc generates of them in Java out, compiled, in a package for each schema."""

from __future__ import annotations

import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2
from oracle.programs import program, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.schema import Schema

BUNDLED = resources.files("grpc_tools") / "_proto"
"""What protoc brings along: the runtime has its classes."""


def compiled(schemas: Iterable[Schema], folder: Path) -> dict[int, list[str]]:
    """The names of each schema's outer classes, by the id of the schema; the classes are below `folder`/classes."""
    outer = {id(schema): _generated(schema, f"s{index}", folder) for index, schema in enumerate(schemas)}
    jars = Path(program("protobuf-java")).glob("*/*.jar")
    sources = map(str, folder.rglob("*.java"))
    classpath = ":".join(map(str, jars))
    subprocess.run(
        ["javac", "-nowarn", "-proc:none", "-cp", classpath, "-d", folder / "classes", *sources],
        check=True,
        capture_output=True,
    )
    return outer


def _generated(schema: Schema, package: str, folder: Path) -> list[str]:
    image = descriptor_pb2.FileDescriptorSet.FromString(schema.image)
    own = [file for file in image.file if not BUNDLED.joinpath(file.name).is_file()]
    for index, file in enumerate(own):
        file.options.java_package = package
        file.options.java_outer_classname = f"File{index}Outer"
        file.options.java_multiple_files = False
    here = folder / package
    here.mkdir()
    (here / "image").write_bytes(image.SerializeToString())
    names = [file.name for file in own]
    done = run("java-protoc", f"--descriptor_set_in={here / 'image'}", f"--java_out={here}", *names)
    assert done.returncode == 0, done.stderr
    return [f"{package}.File{index}Outer" for index in range(len(own))]
