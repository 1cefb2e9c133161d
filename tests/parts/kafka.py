"""A real Kafka broker (KRaft, one node) on free ports of this machine, for as long as a test asks.

It comes from Maven Central into .parts/, once, and needs Java 17 or newer. The first start writes an archive of its
classes, with which later ones take half the time.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parts.program import PARTS, MissingError, alone, call, free_port, program

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "4.4.0"
SLF4J = "1.7.36"
HOME = PARTS / "kafka" / VERSION
ARCHIVE = HOME / "classes.jsa"
FORMATTED = HOME / "formatted"
START_SECONDS = 60
STOP_SECONDS = 60
CLUSTER = "AAAAAAAAQACAAAAAAAAAAQ"  # any 16 bytes, as base64
POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>schemactl</groupId><artifactId>parts</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>{SLF4J}</version></dependency>
  </dependencies>
</project>
"""
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{control}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{control}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={data}
num.partitions=1
num.network.threads=2
num.io.threads=2
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=true
log.cleaner.dedupe.buffer.size=2097152
"""


@contextmanager
def running() -> Iterator[str]:
    """Start a broker with no topics, tell where it listens (`127.0.0.1:PORT`), and end it. Raises MissingError."""
    with alone():
        install()
    with tempfile.TemporaryDirectory(prefix="kafka-") as folder:
        port, control = free_port(), free_port()
        home = Path(folder)
        properties = home / "server.properties"
        properties.write_text(PROPERTIES.format(port=port, control=control, data=home / "data"))
        with alone():
            _formatted(properties, home / "data")
        shutil.copytree(FORMATTED, home / "data", dirs_exist_ok=True)
        with broker(properties, port, home / "log"):
            yield f"127.0.0.1:{port}"


@contextmanager
def broker(properties: Path, port: int, log: Path) -> Iterator[None]:
    known, written = ARCHIVE.exists(), HOME / f"{port}.jsa"
    shared = f"-XX:SharedArchiveFile={ARCHIVE}" if known else f"-XX:ArchiveClassesAtExit={written}"
    command = [
        program("java"), "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", shared, "-Xlog:cds=off", "-Xlog:cds+dynamic=off",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", f"{HOME}/*", "kafka.Kafka", str(properties),
    ]  # fmt: skip
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            wait(port, server, log)
            yield
        finally:
            # an orderly end takes seconds, and only writing the archive is worth them
            server.kill() if known else server.terminate()
            server.wait(STOP_SECONDS)
            if written.exists():
                written.rename(ARCHIVE)


def wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers as Kafka does: the port alone is open before that."""
    from confluent_kafka import KafkaException  # noqa: PLC0415
    from confluent_kafka.admin import AdminClient  # noqa: PLC0415

    client = AdminClient({"bootstrap.servers": f"127.0.0.1:{port}", "log_level": 0})
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise MissingError(f"the broker ended: {log.read_text()[-2000:]}")
        try:
            if client.list_topics(timeout=1).brokers:
                return
        except KafkaException:
            time.sleep(0.1)
    raise MissingError(f"the broker does not answer in {START_SECONDS} s: {log.read_text()[-2000:]}")


def install() -> None:
    """Raises MissingError."""
    if HOME.exists():
        return
    with tempfile.TemporaryDirectory(prefix="kafka-") as folder:
        pom, jars = Path(folder, "pom.xml"), HOME.with_name(f"{VERSION}.fetched")
        pom.write_text(POM)
        call(
            program("mvn"), "-q", "-B", "-ntp", "-f", str(pom), "dependency:copy-dependencies",
            "-DincludeScope=runtime", f"-DoutputDirectory={jars}",
        )  # fmt: skip
        jars.rename(HOME)


def _formatted(properties: Path, data: Path) -> None:
    """An empty log folder is the same every time: it is made once, and copied."""
    if not FORMATTED.exists():
        call(
            program("java"), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", f"{HOME}/*", "kafka.tools.StorageTool",
            "format", "-t", CLUSTER, "-c", str(properties),
        )  # fmt: skip
        shutil.move(data, FORMATTED)
