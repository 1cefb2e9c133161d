"""Protobuf source text in, the file's package and imports out, without compiling it."""

from __future__ import annotations

import re
from functools import cache

from schemactl.formats.format import Links

# Whatever may stand between two tokens. Possessive throughout, so that no text can make this backtrack.
_GAP = rb"(?>\s|//[^\n]*+|/\*.*?(?:\*/|\Z))*+"
_STRING = rb"(?>\"(?:[^\"\\\n]|\\[^\n])*+\"|'(?:[^'\\\n]|\\[^\n])*+')"
_PACKAGE = rb"\w++(?:" + _GAP + rb"\." + _GAP + rb"\w++){0,200}+"

# Comments and strings are matched so that what they contain is passed over. A field may be called `import`
# or `package`, so the whole statement has to be there. A run of comment lines is one match: most is comments.
_TOKEN = (
    rb"(?://[^\n]*+\s*+)++"
    rb"|/\*.*?(?:\*/|\Z)"
    rb"|import(?<!\w.{6})" + _GAP + rb"(?:(?:public|weak|option)\b" + _GAP + rb")?"
    rb"(?P<need>" + _STRING + rb"(?:" + _GAP + _STRING + rb")*+)" + _GAP + rb";"
    rb"|package(?<!\w.{7})(?=[\s/])" + _GAP + rb"(?P<package>" + _PACKAGE + rb")" + _GAP + rb";"
    rb"|\"(?:[^\"\\\n]|\\[^\n])*+\"?"  # a string, though its end be missing
    rb"|'(?:[^'\\\n]|\\[^\n])*+'?"
)
_QUOTED = _GAP + rb"(" + _STRING + rb")"
_PART = _GAP + rb"(\w++|\.)"


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    """A pattern is compiled when it is needed: where the cache knows the links, it is not."""
    return re.compile(pattern, re.DOTALL)


def links(data: bytes) -> Links:
    """Read the package statement and the imports, in order; text that is no Protobuf has none."""
    package = ""
    needs: list[str] = []
    for match in _compiled(_TOKEN).finditer(data):
        if match.lastgroup == "need":
            needs.append("".join(_text(part[1:-1]) for part in _compiled(_QUOTED).findall(match["need"])))
        elif match.lastgroup == "package":
            package = package or "".join(map(_text, _compiled(_PART).findall(match["package"])))
    return Links(package=package, needs=tuple(needs))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
