"""Random events: they fit their types, end, and come again with the same seed."""

from __future__ import annotations

import json

from compiled import single
from hypothesis import given, settings
from property import avro_pairs

from schemactl.formats.avro import FORMAT
from schemactl.model.change import Step
from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.witness.avro_events import EVENTS
from schemactl.witness.choices import Rolled


def drawn(schema, seed=0, count=20):
    events = EVENTS(schema, {name: name for name in schema.types})
    choices = Rolled(seed)
    return [events.draw(choices) for _ in range(count)]


@settings(max_examples=50, deadline=None)
@given(avro_pairs.pairs())
def test_every_event_is_read_by_its_own_schema(pair):
    schema = single("avro", pair[0])
    channel = FORMAT.channel(Step(old=schema, new=schema), Direction.BACKWARD)
    for sample in drawn(schema):
        result = channel.exchange(sample.writer_type, sample.reader_type, sample.value, Surface.WIRE)
        assert (result.error, result.outcome) == (None, Outcome.OK)


def test_the_same_seed_draws_the_same_events():
    schema = single(
        "avro", '{"type": "record", "name": "E", "fields": [{"name": "x", "type": ["null", "long", "E"]}]}'
    )
    assert drawn(schema, 1) == drawn(schema, 1)
    assert drawn(schema, 1) != drawn(schema, 2)


def test_types_without_values_are_left_out():
    endless = {"type": "record", "name": "E", "fields": [{"name": "x", "type": "E"}]}
    assert drawn(single("avro", json.dumps(endless)), count=1) == [None]
