"""A compiled image in, a Source out: a serialised descriptor set, or one .avsc with every type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import LookError
from schemactl.model.source import Source
from schemactl.sources.files import folder, read

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE, _NAME, _BUF_EXTENSION, _IS_IMPORT = (
    1,
    1,
    8042,
    1,
)  # field numbers, of descriptor.proto and of buf's images
_VARINT, _BYTES = 0, 2  # wire types …
_SIZES = {1: 8, 5: 4}  # … and those of a fixed size
_MORE = 0x80  # the bit of a byte after which a number goes on


def image(path: str, name: str = "") -> Source:
    """What the file at `path` holds, called `name` by the user. Raises LookError if it is neither."""
    data = read(".", path)
    label = f"image:{name or path}"
    if path.endswith(".avsc"):
        return folder(path, label=label, prefix=name or path)
    try:
        files = entries(data)
    except (ValueError, IndexError):
        files = []
    if not files:
        raise LookError(
            f"{path} is no descriptor set", fix="make one: schemactl compile -o FILE, or protoc -o FILE"
        )
    return Source(
        label=label,
        digests={},
        fetch=lambda _: {},
        image=data,
        detail="1 file" if len(files) == 1 else f"{len(files)} files",
    )


def entries(data: bytes) -> list[str]:
    """The names of an image's own files: not the imported ones (buf marks them), not google/protobuf/*.

    Raises ValueError or IndexError if this is no descriptor set.
    """
    names = []
    for number, value in _fields(data):
        if number != _FILE or isinstance(value, int):
            raise ValueError(number)
        file = dict(_fields(value))  # the fields asked for are not repeated
        name, marks = file.get(_NAME), file.get(_BUF_EXTENSION)
        if not isinstance(name, bytes):
            raise ValueError(name)  # noqa: TRY004 (the input is what is wrong)
        imported = isinstance(marks, bytes) and dict(_fields(marks)).get(_IS_IMPORT)
        if not imported and not name.startswith(b"google/protobuf/"):
            names.append(name.decode())
    return names


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a serialised message."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
        elif kind in _SIZES:
            yield number, 0  # of no use here
            at += _SIZES[kind]
        elif kind == _BYTES:
            size, start = _varint(data, at)
            at = start + size
            if at > len(data):
                raise ValueError(number)
            yield number, data[start:at]
        else:
            raise ValueError(kind)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & _MORE:
            return value, at
        shift += 7
