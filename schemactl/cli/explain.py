"""`schemactl explain`: a rule's id in, its page out; without one, every rule in a line."""

from __future__ import annotations

import click

from schemactl.cli.options import common


@click.command
@click.argument("rule", required=False)
@click.option("--markdown", is_flag=True, help="Print the page as it stands in the documentation.")
@common
def command(rule: str | None, *, markdown: bool) -> None:
    from schemactl.cli.output import emit
    from schemactl.readers.catalog import NAMES, reader
    from schemactl.report import rule_page
    from schemactl.rules.catalog import FORMATS, catalogue

    rules = {each.id: each for name in FORMATS for each in catalogue(name).rules}
    if rule is None:
        emit(rule_page.catalogue(rules.values()))
    elif rule in rules:
        page = rule_page.markdown if markdown else rule_page.text
        emit(page(rules[rule], [reader(name) for name in NAMES]))
    else:
        raise _unknown(rule, list(rules))


def _unknown(rule: str, known: list[str]) -> Exception:
    from difflib import get_close_matches

    from schemactl.errors import UsageError

    close = get_close_matches(rule, known, 3) or [each for each in known if rule in each][:3]
    fix = f"did you mean {' or '.join(close)}?" if close else "`schemactl explain` lists all rules"
    return UsageError(f"there is no rule {rule}", fix=fix)
