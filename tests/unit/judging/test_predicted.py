"""An engine that answers as a registry of a profile would: its verdict, in its names."""

from __future__ import annotations

from schemactl.judging.own import OwnEngine
from schemactl.judging.predicted import PredictedEngine
from schemactl.model.effect import Direction
from schemactl.model.subject import SchemaType
from schemactl.profiles.catalog import by_name
from schemactl.profiles.profile import Profile
from schemactl.registry.engine import Resolved

BACKWARD = frozenset({Direction.BACKWARD})
CONFLUENT = PredictedEngine(by_name("confluent@8"))


def proto(body: str) -> Resolved:
    return Resolved(type=SchemaType.PROTOBUF, text=f'syntax = "proto3"; package shop; message M {{ {body} }}')


def test_what_confluent_accepts_and_we_do_not() -> None:
    old, new = proto("repeated int32 a = 1;"), proto("int32 a = 1;")
    assert OwnEngine().objections(old, new, BACKWARD)
    assert not CONFLUENT.objections(old, new, BACKWARD)


def test_what_it_rejects_in_its_own_names() -> None:
    (said,) = CONFLUENT.objections(proto("int32 a = 1;"), proto("string a = 1;"), BACKWARD)
    assert "errorType: 'FIELD_SCALAR_KIND_CHANGED'" in said
    assert "shop.M.a" in said


def test_both_directions_name_a_difference_once() -> None:
    said = CONFLUENT.objections(proto("int32 a = 1;"), proto("string a = 1;"), frozenset(Direction))
    assert len(said) == 1


def test_avro_in_the_names_of_avros_checker() -> None:
    old, new = (
        Resolved(
            type=SchemaType.AVRO,
            text=f'{{"type":"record","name":"R","fields":[{{"name":"{name}","type":"int"}}]}}',
        )
        for name in ("a", "b")
    )
    said = CONFLUENT.objections(old, new, BACKWARD)
    assert any("READER_FIELD_MISSING_DEFAULT_VALUE" in told for told in said)


def test_a_format_that_the_profile_does_not_know_is_judged_by_us() -> None:
    blind = PredictedEngine(Profile(name="blind@1", about="knows no format", dialects={}))
    old, new = proto("int32 a = 1;"), proto("string a = 1;")
    assert blind.objections(old, new, BACKWARD) == OwnEngine().objections(old, new, BACKWARD)
