"""Values at which decoders go wrong, by kind: where an encoding gets longer, a type ends, or a table has a gap."""

from __future__ import annotations

INTEGERS = (
    0, 1, -1, 2, -2, 63, 64, -64, -65, 127, 128, 255, 256, 8191, 8192, 2**14, 2**21, 2**28, 2**31 - 1, 2**31,
    -(2**31), 2**31 + 1, 2**32 - 1, 2**32, 2**32 + 1, 2**35, 2**42, 2**49, 2**53, 2**53 + 1, 2**56, 2**62,
    2**63 - 1, -(2**63), 2**63, 2**64 - 1, 1234,
)  # fmt: skip
"""Where a varint or a zig-zag gets a byte, where a signed or unsigned type ends, where a double loses whole numbers."""

_SINGLE = (0.0, -0.0, 1.0, 1.5, -1.5, 2.0**24, 2.0**-149, 2.0**-126, (2 - 2.0**-23) * 2.0**127)
_NOT_FINITE = (float("inf"), float("-inf"), float("nan"))
FLOATS = (*_SINGLE, *_NOT_FINITE)
"""Exact as 32 bits: zeros, the smallest and the largest, and what is no number."""
DOUBLES = (*_SINGLE, 0.1, 2.0**24 + 1, 2.0**53 + 2, 5e-324, 2.0**-1022, 1.7976931348623157e308, *_NOT_FINITE)

STRINGS = (
    "", "a", "\0", "\x7f", "\x80", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff",
    "e\u0301", "\ufeffa", "\u202ea", "\u2028", "a" * 127, "a" * 128, "12", "true", "naïve", "\x08\x01",
)  # fmt: skip
"""Where UTF-8 gets a byte, what is shown otherwise than it is, where a length gets a byte, what looks like more."""
BYTES = (b"", b"a", b"\0", b"\xff", b"\x80", b"\x08\x01", b"\x0a\x01\x08", b"a" * 127, b"\xff" * 128)

NO_UTF8 = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe2\x82", b"\xf4\x90\x80\x80")
"""Bytes that are no text: a byte of none, an over-long one, half of a pair, a cut one, beyond the last."""
LENGTHS = (
    127, 128, 255, 256, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**62, 2**63 - 1, 2**64 - 1,
)  # fmt: skip
"""What a length or a count may claim."""
DEPTHS = (99, 100, 101, 102, 500, 1500, 5000)
"""How deep a value may be nested, around the limits of the known decoders and far beyond them."""


def within(low: int, high: int) -> tuple[int, ...]:
    """The integers of a range that are worth trying, its ends among them."""
    edges = (number for number in (*INTEGERS, low, high, low + 1, high - 1) if low <= number <= high)
    return tuple(dict.fromkeys(edges))
