"""Worlds to render."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from worlds import ORDER, Edit, World


@pytest.fixture
def step() -> Edit:
    def edited(*edits: tuple[str, str], **options: Any) -> World:
        text = ORDER
        for before, after in edits:
            assert before in text
            text = text.replace(before, after)
        plain = World(old={"proto/order.proto": ORDER}, new={"proto/order.proto": text})
        return replace(plain, **options)

    return edited


@pytest.fixture
def retyped(step: Edit) -> World:
    return step(("int64 amount_cents", "string amount_cents"))
