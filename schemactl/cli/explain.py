"""`schemactl explain`: a rule's or check's id in, its page out; without one, each of them in a line."""

from __future__ import annotations

import click

from schemactl.cli.options import common


@click.command
@click.argument("rule", required=False)
@click.option("--markdown", is_flag=True, help="Print the page as it stands in the documentation.")
@common
def command(rule: str | None, *, markdown: bool) -> None:
    from schemactl.cli.output import emit
    from schemactl.lint.catalog import every
    from schemactl.report import check_page, rule_page
    from schemactl.rules.catalog import FORMATS, catalogue

    checks = every()
    rules = {each.id: each for name in FORMATS for each in catalogue(name).every}
    if rule is None:
        if markdown:
            emit(rule_page.readme(rules.values(), checks.values()))
        else:
            emit(rule_page.catalogue([*rules.values(), *checks.values()]))
    elif rule in checks:
        emit((check_page.markdown if markdown else check_page.text)(checks[rule]))
    elif rule in rules:
        from schemactl.cli.example import shown

        page = rule_page.markdown if markdown else rule_page.text
        emit(page(rules[rule], shown(rules[rule])))
    else:
        raise _unknown(rule, [*rules, *checks])


def _unknown(rule: str, known: list[str]) -> Exception:
    from difflib import get_close_matches

    from schemactl.errors import UsageError

    close = get_close_matches(rule, known, 3) or [each for each in known if rule in each][:3]
    fix = f"did you mean {' or '.join(close)}?" if close else "`schemactl explain` lists all rules"
    return UsageError(f"there is no rule {rule}", fix=fix)
