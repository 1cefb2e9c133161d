"""What every language's code has to stand: hostile names, no arms, two hundred arms, and one arm too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import HOSTILE, MANY, NO_ARMS, SAME, V1, V2, Project, many
from toolchains import TOOLCHAINS

if TYPE_CHECKING:
    from pathlib import Path

    from toolchains import Toolchain

each_language = pytest.mark.parametrize("chain", TOOLCHAINS, ids=lambda chain: chain.name)


def made(chain: Toolchain, folder: Path, more: str = "", **protos: str) -> Project:
    """A project of a language with its code generated, all handlers included."""
    project = Project.of(folder, chain.configuration(more), **protos)
    chain.prepare(project)
    project.generate()
    return project


@each_language
def test_plain_names(chain: Toolchain, tmp_path: Path) -> None:
    assert chain.complaints(made(chain, tmp_path, orders=V1)) == ""


@each_language
def test_hostile_names(chain: Toolchain, tmp_path: Path) -> None:
    more = (
        '[[generate.dispatch]]\ntype = "hostile.Evt"\n'  # it refers to itself, and so is no event by itself
    )
    project = Project.of(tmp_path, chain.configuration(more), hostile=HOSTILE)
    chain.prepare(project)
    for folder in ("deep", "deep/er"):
        project.write(f"proto/{folder}/common-types.proto", SAME.format(package=folder.replace("/", ".")))
    project.generate()
    assert chain.complaints(project) == ""


@each_language
def test_no_arms(chain: Toolchain, tmp_path: Path) -> None:
    more = '[[generate.dispatch]]\ntype = "none.v1.Nothing"\nby = "kind"\n'
    assert chain.complaints(made(chain, tmp_path, more, none=NO_ARMS)) == ""


@each_language
def test_any_of_many_arms_is_missed(chain: Toolchain, tmp_path: Path) -> None:
    project = made(chain, tmp_path, many=many())
    assert chain.complaints(project) == ""
    # each is compiled by itself, for 10 s in mypy: the first, one in the middle, and the last
    cut = [chain.without_arm(project, "many", arm) for arm in (1, MANY // 2, MANY)]
    complaints = chain.complaints(project)
    assert [path.name for path in cut if path.name not in complaints] == []


@each_language
def test_a_missing_handler_is_missed(chain: Toolchain, tmp_path: Path) -> None:
    project = made(chain, tmp_path, many=many(9))
    chain.without_handler(project, "many", 7)
    assert "arm_7" in chain.complaints(project).replace("Arm7", "arm_7")


@each_language
def test_a_new_variant_needs_a_handler_and_is_told(chain: Toolchain, tmp_path: Path) -> None:
    project = made(chain, tmp_path, orders=V1)
    project.write("proto/orders.proto", V2)
    told = project.generate()
    assert "cancelled" in told.lower()
    assert "paste" in told
    assert "cancelled" in chain.complaints(project).lower()


@each_language
def test_generating_again_changes_nothing(chain: Toolchain, tmp_path: Path) -> None:
    project = made(chain, tmp_path, orders=V1)
    before = project.files()
    assert "nothing to do" in project.generate()
    assert project.files() == before
    again = made(chain, tmp_path / "again", orders=V1)
    assert again.files() == before
