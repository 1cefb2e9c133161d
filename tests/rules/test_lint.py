"""Every check of lint on its own examples, and where each looks and where it does not."""

from __future__ import annotations

import pytest
from compiled import changes, single

from schemactl.lint.catalog import FORMATS, checks
from schemactl.lint.look import of_step, of_version

CHECKS = [(name, check) for name in FORMATS for check in checks(name)]
each_check = pytest.mark.parametrize(("name", "check"), CHECKS, ids=[check.id for _, check in CHECKS])


def spots(name, check, *texts):
    if check.version:
        (text,) = texts
        found = of_version(single(name, text), [check])
    else:
        old, new = texts
        found = of_step(single(name, old), single(name, new), changes(name, old, new), [check])
    return [hazard.spot for hazard in found]


@each_check
def test_sees_its_bad_example_and_nothing_in_its_good_one(name, check):
    assert len(spots(name, check, *check.bad)) == 1
    assert spots(name, check, *check.good) == []


@each_check
def test_the_good_example_has_no_other_hazard(name, check):
    last = check.good[-1]
    found = list(of_version(single(name, last), checks(name)))
    if len(check.good) > 1:
        found += of_step(
            single(name, check.good[0]), single(name, last), changes(name, *check.good), checks(name)
        )
    assert {hazard.check.id for hazard in found} <= {"lint-avro-record-without-namespace"}


@each_check
def test_says_where_and_what(name, check):
    for spot in spots(name, check, *check.bad):
        assert spot.path
        assert spot.location.line >= 1
        assert spot.message


@each_check
def test_has_the_texts_that_a_person_needs(name, check):
    assert check.id.startswith(f"lint-{name}-")
    for text in (check.summary, check.why, check.fix):
        assert text
    assert check.refs
    assert (check.version is None) is not (check.step is None)
    assert len(check.bad) == len(check.good) == (1 if check.version else 2)
