"""What a configuration says of subjects and waivers, and where it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from schemactl.config.load import load
from schemactl.errors import ConfigError
from schemactl.model.naming import Naming, Strategy

if TYPE_CHECKING:
    from pathlib import Path

OVERRIDE = "[[subjects.override]]\nmatch = 'a'\n"
TEMPLATE = "[subjects]\nstrategy = 'template'\ntemplate = "


@pytest.mark.parametrize(
    ("text", "place", "message", "fix"),
    [
        ("[subjects]\nstrategy = 'topics'", "2:1", "subjects.strategy: 'topics' is not known", "did you mean topic?"),
        ("[subjects]\nstrategy = 'template'", "1:1", "strategy template and a template go together", None),
        ("[subjects]\n\ntemplate = '{topic}'", "3:1", "strategy template and a template go together", None),
        (f"{TEMPLATE}'{{topics}}'", "3:1", "subjects.template: 'topics' is not known", "did you mean topic?"),
        (f"{TEMPLATE}'{{topic'", "3:1", "subjects.template: expected '}' before end of string", None),
        (
            "[subjects]\ntopics = { 'a.*' = 't' }", "2:1",
            "topics say nothing: strategy record makes names without one", 'say strategy = "topic" or "topic-record"',
        ),
        (OVERRIDE, "1:1", "the override of a says nothing", None),
        (
            f"{OVERRIDE}subject = 's'\nkey = true", "1:1",
            "the override of a has a subject, so that its topic and key say nothing", None,
        ),
        (f"{OVERRIDE}topik = 's'", "3:1", "unknown key subjects.override[0].topik", "did you mean topic?"),
        (
            "[[check.override]]\nmatch = 'a'\nreaders = ['goo']", "3:1",
            "check.override[0].readers: 'goo' is not known", "did you mean go?",
        ),
        (
            "[[check.override]]\nmatch = 'a'\ncompatibility = 'NON'", "3:1",
            "check.override[0].compatibility: 'NON' is not known", "did you mean NONE?",
        ),
        ("[waivers]\nrequire = ['resaon']", "2:1", "waivers.require[0]: 'resaon' is not known", "did you mean reason?"),
        ("[waivers]\nmax-days = 0", "2:1", "waivers.max-days: expected `int` >= 1", None),
    ],
)  # fmt: skip
def test_each_is_refused_where_it_stands(
    tmp_path: Path, text: str, place: str, message: str, fix: str | None
) -> None:
    (tmp_path / "schemactl.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert str(caught.value.location) == f"schemactl.toml:{place}"
    assert caught.value.message == message
    assert caught.value.fix == (fix or caught.value.fix)


def test_what_is_said_is_what_holds(tmp_path: Path) -> None:
    text = "[subjects]\nstrategy = 'topic-record'\ntopics = { 'a.*' = 't' }\n" + OVERRIDE + "topic = 'u'\n"
    (tmp_path / "schemactl.toml").write_text(text)
    naming = load(tmp_path).naming
    assert (naming.strategy, naming.template) == (Strategy.TOPIC_RECORD, "{topic}-{name}")
    assert naming.topics == {"a.*": "t"}
    assert str(naming.overrides[0].location) == "schemactl.toml:4:1"
    assert naming.overrides[0].topic == "u"


def test_without_a_file_subjects_are_called_as_their_events(tmp_path: Path) -> None:
    assert load(tmp_path).naming == Naming()
