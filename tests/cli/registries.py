"""A project with an embedded registry beside it, for tests of everything that looks into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Done, Files, Run

SPEC = "embedded:registry.db"
AT = ("--registry", SPEC)

TOPICS = 'topics = { "order.v1.*" = "orders", "mail.v1.*" = "mails" }\n'
CONFIG = f"""\
[[module]]
name = "events"
roots = ["proto"]

[subjects]
strategy = "topic"
{TOPICS}"""
MONEY = """\
syntax = "proto3";
package common.v1;

message Money {
  string currency = 1;
  int64 units = 2;
}

message Unused {
  int32 number = 1;
}
"""
ORDER = """\
syntax = "proto3";
package order.v1;

import "common/v1/money.proto";

message OrderPlaced {
  string id = 1;
  common.v1.Money total = 2;
}
"""
MAIL = """\
syntax = "proto3";
package mail.v1;

message MailSent {
  string address = 1;
}
"""


class Shop:
    """The project, its command line and its registry."""

    def __init__(self, run: Run, files: Files) -> None:
        self.run = run
        self.files = files
        self.folder: Path = files.folder
        files.git("init", "-q", "-b", "main")
        files.write("schemactl.toml", CONFIG)
        files.write("proto/common/v1/money.proto", MONEY)
        files.write("proto/order/v1/order.proto", ORDER)
        files.write("proto/mail/v1/mail.proto", MAIL)
        files.commit()

    def check(self, *arguments: str) -> Done:
        return self.run("check", "--against", SPEC, *arguments)

    def registry(self, command: str, *arguments: str) -> Done:
        return self.run("registry", command, *AT, *arguments)

    def push(self, *arguments: str) -> Done:
        done = self.registry("push", *arguments)
        assert done.code == 0, done
        return done

    def opened(self, name: str = "registry.db") -> EmbeddedRegistry:
        return EmbeddedRegistry(str(self.folder / name), OwnEngine(), create=True)

    def comparison(self, subject: str, *arguments: str) -> Any:
        """What check says of a subject, in JSON: its first comparison."""
        found = self.check("-f", "json", *arguments).json["comparisons"]
        return next(each for each in found if each["subject"] == subject)
