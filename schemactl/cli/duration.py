"""`7d`, `12h` in; a span of time out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import click

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MOST = 5


class Duration(click.ParamType[timedelta]):
    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(rf"(\d{{1,{_MOST}}})([{''.join(_UNITS)}])", str(value))
        if not found:
            self.fail(f"{value!r} is no span of time such as 30d, 12h or 2w", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
