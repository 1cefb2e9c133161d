"""The pages of the rules, and the table for those who come from buf, are what the rules say today.

With SCHEMACTL_WRITE=docs they are written (make docs-rules), and the diff is reviewed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemactl.cli.example import shown
from schemactl.lint.catalog import every
from schemactl.report import check_page, rule_page
from schemactl.rules.catalog import FORMATS, catalogue
from schemactl.rules.protobuf._buf import ALONE, BUF

DOCS = Path(__file__).parents[2] / "docs"
PAGES = DOCS / "rules"
FROM_BUF = DOCS / "coming-from-buf.md"
TABLE = "<!-- made from the rules: make docs-rules -->\n"
RULES = [rule for name in FORMATS for rule in catalogue(name).every]
CHECKS = list(every().values())
WRITE = os.environ.get("SCHEMACTL_WRITE") == "docs"


def check(path: Path, text: str) -> None:
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is old: make docs-rules"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_is_what_its_rule_says(rule):
    example = shown(rule)
    assert rule.id in example.said or all(effect.outcome == "ok" for effect in rule.effects)
    check(PAGES / f"{rule.id}.md", rule_page.markdown(rule, example))


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.id)
def test_a_page_is_what_its_check_says(each):
    check(PAGES / f"{each.id}.md", check_page.markdown(each))


def test_the_catalogue_has_every_rule():
    check(PAGES / "README.md", rule_page.readme(RULES, CHECKS))


def test_no_page_is_left_of_a_rule_that_is_gone():
    known = {f"{rule.id}.md" for rule in (*RULES, *CHECKS)} | {"README.md"}
    left = [path for path in PAGES.iterdir() if path.name not in known]
    if WRITE:
        for path in left:
            path.unlink()
        return
    assert left == []


def test_the_table_for_those_who_come_from_buf():
    before, _, after = FROM_BUF.read_text(encoding="utf-8").partition(TABLE)
    _, _, rest = after.partition(TABLE)
    check(FROM_BUF, f"{before}{TABLE}{rule_page.from_buf(BUF, ALONE)}{TABLE}{rest}")


def test_names_of_buf_are_of_rules_that_there_are():
    assert set(BUF) <= {rule.id for rule in RULES}
    assert not ALONE.keys() & {name for names in BUF.values() for name in names}
