from __future__ import annotations

import pytest

from schemactl.sources.roots import found_names, names_under


@pytest.mark.parametrize(
    ("roots", "path", "name"),
    [
        (("proto",), "proto/a/b.proto", "a/b.proto"),
        (("./proto/",), "proto/a.proto", "a.proto"),
        (("proto", "proto/vendor"), "proto/vendor/a.proto", "a.proto"),
        (("proto/vendor", "proto"), "proto/b.proto", "b.proto"),
        (("proto",), "protocol/a.proto", "protocol/a.proto"),
        ((".",), "proto/a.proto", "proto/a.proto"),
        ((".", "proto"), "proto/a.proto", "a.proto"),
    ],
)
def test_the_longest_of_the_given_roots(roots: tuple[str, ...], path: str, name: str) -> None:
    assert names_under(roots, [path]) == {path: name}


@pytest.mark.parametrize(
    ("packages", "importers", "names"),
    [
        pytest.param(
            {"proto/order/v1/order.proto": "order.v1", "proto/x.proto": ""},
            {"order/v1/order.proto": ["proto/x.proto"]},
            {"proto/order/v1/order.proto": "order/v1/order.proto", "proto/x.proto": "x.proto"},
            id="an import is the end of a path",
        ),
        pytest.param(
            {"api/order/v1/a.proto": "order.v1", "api/order/v1/b.proto": "something.else"},
            {},
            {"api/order/v1/a.proto": "order/v1/a.proto", "api/order/v1/b.proto": "order/v1/b.proto"},
            id="a package is the end of a folder",
        ),
        pytest.param(
            {"order/v1/a.proto": "order.v1"},
            {"a.proto": ["order/v1/b.proto"]},
            {"order/v1/a.proto": "a.proto"},
            id="an import says more than a package",
        ),
        pytest.param(
            {"a.proto": "", "x/b.proto": "y"},
            {"x/b.proto": ["a.proto"]},
            {"a.proto": "a.proto", "x/b.proto": "x/b.proto"},
            id="the working folder itself",
        ),
        pytest.param(
            {"x/a.proto": ""}, {"b.proto": ["x/a.proto"]}, {"x/a.proto": "x/a.proto"}, id="nothing known"
        ),
        pytest.param(
            {"one/c.proto": "", "one/a.proto": "", "two/c.proto": "", "two/a.proto": ""},
            {"c.proto": ["one/a.proto", "two/a.proto"]},
            {
                "one/c.proto": "c.proto",
                "one/a.proto": "a.proto",
                "two/c.proto": "c.proto",
                "two/a.proto": "a.proto",
            },
            id="two services with a root each",
        ),
        pytest.param(
            {"src/a.proto": "", "lib/x/c.proto": "", "old/x/c.proto": ""},
            {"x/c.proto": ["src/a.proto"], "a.proto": ["src/b.proto"]},
            {"src/a.proto": "a.proto", "lib/x/c.proto": "x/c.proto", "old/x/c.proto": "x/c.proto"},
            id="a root beside the importer's",
        ),
        pytest.param(
            {"r/a/b.proto": ""},
            {"a/b.proto": ["r/x.proto", "r/y.proto"], "r/a/b.proto": ["z.proto"]},
            {"r/a/b.proto": "a/b.proto"},
            id="most importers decide",
        ),
        pytest.param(
            {"r/a/b.proto": "r.a"},
            {"a/b.proto": ["r/x.proto"], "r/a/b.proto": ["z.proto"]},
            {"r/a/b.proto": "r/a/b.proto"},
            id="then the package",
        ),
    ],
)
def test_roots_are_found(
    packages: dict[str, str], importers: dict[str, list[str]], names: dict[str, str]
) -> None:
    assert found_names(packages, importers) == names
