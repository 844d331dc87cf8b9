"""A Spark session for one run: addresses, Java, settings, and what Spark says in our words.

Spark runs on a Java machine of its own, started with the run and ended with it. What it logs goes
to a file in the scratch folder, so that a user reads one clear line and not a stack of Java.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from licet.errors import BadInput, LicetError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA: Final = 17
"""The oldest Java that Spark 4 runs on."""
WAIT: Final = 60.0
"""How many seconds a cluster has to give the first worker."""
_LOCAL: Final = re.compile(r"local(\[(\*|[1-9]\d*)(,\s*\d+)?\])?")
_CLUSTER: Final = re.compile(r"spark://([\w.-]+:\d{1,5})(,[\w.-]+:\d{1,5})*")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1"})
_MASTERS: Final = "local[2], local[*] or spark://HOST:PORT"

# How the same SQL means the same as on DuckDB; the user can't set these.
_MEANING: Final[Mapping[str, str]] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.writeLegacyFormat": "false",
}
# Small tables travel to the workers; the long one stays where it is read, and in its order.
SUITED: Final[Mapping[str, str]] = {
    "spark.sql.autoBroadcastJoinThreshold": "1g",
    "spark.sql.shuffle.partitions": "8",
}
_DEFAULTS: Final[Mapping[str, str]] = {
    "spark.app.name": "licet orders determine",
    "spark.log.level": "WARN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def check_master(master: str) -> None:
    """Refuse an address that is none, or where nobody listens.

    Raises:
        BadInput: Says which.

    >>> check_master("local[2]")
    """
    if _LOCAL.fullmatch(master):
        return
    if not _CLUSTER.fullmatch(master):
        raise BadInput(f"--master: `{master[:80]}` is no address of Spark", hint=_MASTERS)
    places = master.removeprefix("spark://").split(",")
    for place in places:
        host, _, port = place.rpartition(":")
        with suppress(OSError, OverflowError), socket.create_connection((host, int(port)), 5):
            return
    raise BadInput(
        f"--master: no Spark master answers at `{master[:80]}`",
        hint="is the cluster up? the address stands on the page of the master",
    )


def check_java() -> None:
    """Refuse to go on without a Java that Spark runs on.

    Raises:
        BadInput: None is found, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    hint = f"install Java {JAVA} or newer, such as openjdk-17-jre-headless, or set JAVA_HOME"
    if not java or not os.access(java, os.X_OK):
        where = f"`{java}` is no Java" if java else "there is none here"
        raise BadInput(f"Spark needs Java, and {where}", hint=hint)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version and int(version[1]) < JAVA:
        raise BadInput(f"Spark needs Java {JAVA}, and `{java}` is Java {version[1]}", hint=hint)


def settings(master: str, more: Mapping[str, str], scratch: Path, zone: str) -> dict[str, str]:
    """The settings of a session; the user's own go before ours, save those of meaning.

    Args:
        master: Where it runs.
        more: The user's own, by name.
        scratch: A folder for logs.
        zone: The time zone in which days are told.

    Raises:
        BadInput: A setting that would change what the SQL means, or no setting of Spark at all.
    """
    found = {**_DEFAULTS, **SUITED, "spark.sql.warehouse.dir": str(scratch / "warehouse")}
    hosts = {place.rpartition(":")[0] for place in master.removeprefix("spark://").split(",")}
    if _LOCAL.fullmatch(master) or hosts <= _LOOPBACK:
        # Everything is on this machine, whatever its name leads to.
        found |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for name, value in more.items():
        if not name.startswith("spark."):
            raise BadInput(f"--conf: `{name[:60]}` is no setting of Spark", hint="spark.NAME=VALUE")
        if name in _MEANING or name in {"spark.master", "spark.sql.session.timeZone"}:
            raise BadInput(f"--conf: `{name}` is not yours to set", hint="leave it out")
        found[name] = value
    return {
        **found, **_MEANING, "spark.master": master, "spark.sql.session.timeZone": zone,
    }  # fmt: skip


def quiet_import() -> None:
    """Import Spark; of a newer pandas it warns late, in a module that all its calls go through."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyspark.testing.utils  # noqa: F401


def borrowed(spark: SparkSession, zone: str) -> SparkSession:
    """A session of our own in a program that has Spark running already; its own stays as it is."""
    found = spark.newSession()
    for name, value in {**SUITED, **_MEANING, "spark.sql.session.timeZone": zone}.items():
        found.conf.set(name, value)
    return found


@contextmanager
def session(conf: Mapping[str, str], scratch: Path) -> Iterator[SparkSession]:
    """A session on a Java machine of its own, ended with the block.

    Raises:
        BadInput: The cluster gives no worker.
        LicetError: Spark does not start, or another session is open in this process.
    """
    quiet_import()
    from py4j.protocol import Py4JError
    from pyspark.conf import SparkConf
    from pyspark.core.context import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    if SparkContext._gateway is not None:
        raise LicetError("this process has a Spark session already", hint="give it as `spark`")
    root = logging.getLogger()
    root.addFilter(_not_of_the_bridge)
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    told = SparkConf(loadDefaults=False)
    told.setAll(list(conf.items()))
    log = scratch / "spark.log"
    before = signal.getsignal(signal.SIGINT)
    with log.open("wb") as file:
        gateway: Any = None
        try:
            try:
                launch: Callable[..., Any] = launch_gateway
                with warnings.catch_warnings():
                    # It forks, and Python 3.12 or newer warns where threads run.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    gateway = launch(told, {"stdout": file, "stderr": file})
                context = SparkContext(conf=told, gateway=gateway)
            except (PySparkException, Py4JError) as error:
                raise LicetError(f"Spark did not start: {reason(error, log)}") from error
            with suppress(ValueError):  # Ctrl-C ends the block; Spark would talk to Java first.
                signal.signal(signal.SIGINT, before)
            try:
                spark = SparkSession(context)
                if conf["spark.master"].startswith("spark://"):
                    _wait(context, conf["spark.master"])
                yield spark
            finally:
                with suppress(Exception):
                    context.stop()
        finally:
            _end(gateway)
            SparkContext._gateway = SparkContext._jvm = None
            root.removeFilter(_not_of_the_bridge)
            # Spark's own answer to Ctrl-C would outlive it.
            with suppress(ValueError):
                signal.signal(signal.SIGINT, before)


def _not_of_the_bridge(record: logging.LogRecord) -> bool:
    """Whether to log it: whoever breaks a run off need not read where the bridge to Java was."""
    return "py4j" not in record.pathname


def _wait(context: Any, master: str) -> None:
    """Wait for the first worker; without one, a job would wait for ever."""
    last = time.monotonic() + WAIT
    tracker = context._jsc.sc().statusTracker()
    while time.monotonic() < last:
        # This process counts as the first of them.
        if context._jsc.sc().isStopped():
            break
        if len(tracker.getExecutorInfos()) > 1:
            return
        time.sleep(0.1)
    raise BadInput(
        f"--master: the cluster at `{master}` gives no worker",
        hint="are its workers up, is memory left (1g each, or --conf spark.executor.memory=…), and "
        "is it a master of the same version of Spark?",
    )


def _end(gateway: Any) -> None:
    process = getattr(gateway, "proc", None)
    if gateway is not None:
        with suppress(Exception):
            gateway.shutdown()
    if process is None:
        return
    process.stdin.close()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def reason(error: BaseException, log: Path | None = None) -> str:
    """What went wrong, in one line: the innermost cause that Java names."""
    lines = str(error).splitlines() or [type(error).__name__]
    causes = [line.strip() for line in lines if line.strip().startswith("Caused by: ")]
    words = causes[-1].removeprefix("Caused by: ") if causes else lines[0]
    if "JAVA_GATEWAY_EXITED" in words and log is not None and log.exists():
        last = log.read_text("utf-8", "replace").strip().splitlines()
        words = last[-1] if last else words
    return words[:300]
