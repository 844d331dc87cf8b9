"""A Spark cluster on this machine: one master and some workers, each a process of its own.

    python scripts/spark_cluster.py start FOLDER [--workers N] [--cores N] [--memory SIZE]
    python scripts/spark_cluster.py stop FOLDER

Everything comes from the package `pyspark` and listens on the loopback address alone. `start`
prints the address for `licet orders determine --engine spark --master ADDRESS`, and leaves in FOLDER
the logs and `cluster.json`: the address, the page of the master, and the number of each process.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HOST = "127.0.0.1"
WAIT = 120.0
# A small machine for what only passes messages on.
LEAN = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


def start(folder: Path, workers: int, cores: int, memory: str) -> dict[str, object]:
    """Start the processes and wait until the master knows all workers."""
    folder.mkdir(parents=True, exist_ok=True)
    pids: list[int] = []
    try:
        master = run(folder, "master", "master.Master", "--webui-port", "0")
        pids.append(master)
        address = found(folder, "master", r"Starting Spark master at (spark://\S+)")
        port = found(folder, "master", r"Successfully started service 'MasterUI' on port (\d+)")
        page = f"http://{HOST}:{port}"
        for number in range(1, workers + 1):
            own = folder / f"worker-{number}"
            pids.append(
                run(
                    folder, own.name, "worker.Worker", "--webui-port", "0", "--cores", str(cores),
                    "--memory", memory, "--work-dir", str(own), address,
                )
            )  # fmt: skip
        last = time.monotonic() + WAIT
        while sum(w["state"] == "ALIVE" for w in state(page)["workers"]) < workers:
            if time.monotonic() > last:
                raise SystemExit(f"the workers did not come up: see {folder}")
            time.sleep(0.1)
    except BaseException:
        end(pids)
        raise
    told = {"address": address, "page": page, "master": pids[0], "workers": pids[1:]}
    (folder / "cluster.json").write_text(json.dumps(told, indent=2), "utf-8")
    return told


def run(folder: Path, name: str, what: str, *options: str) -> int:
    """Start a process; its number."""
    import pyspark

    home = Path(pyspark.__file__).parent
    lean = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": LEAN, "SPARK_LOCAL_IP": HOST}
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}",
             "--host", HOST, "--port", "0", *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=folder,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_DIRS": str(folder), **lean},
        )  # fmt: skip
    return process.pid


def found(folder: Path, name: str, pattern: str) -> str:
    """What a process says in its log, once it does."""
    last = time.monotonic() + WAIT
    while time.monotonic() < last:
        said = (folder / f"{name}.log").read_text("utf-8", "replace")
        if match := re.search(pattern, said):
            return match[1]
        if "JAVA_HOME is not set" in said:
            raise SystemExit("no Java here: install one, such as openjdk-17-jre-headless")
        time.sleep(0.1)
    raise SystemExit(f"no {name} came up: see {folder / name}.log")


def state(page: str) -> dict[str, list[dict[str, str]]]:
    """What the master knows of its workers and runs."""
    with urllib.request.urlopen(f"{page}/json/", timeout=10) as answer:
        told: dict[str, list[dict[str, str]]] = json.load(answer)
    return told


def ours(pid: int) -> bool:
    """Whether a process still is one of Spark's; its number may have gone to another."""
    if Path("/proc/self/cmdline").exists():
        try:
            said = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            return False
    else:
        asked = ["ps", "-o", "command=", "-p", str(pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return "org.apache.spark" in said


def end(pids: list[int]) -> None:
    """End processes, workers first; by force when they don't listen."""
    for how, seconds in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
        left = [pid for pid in reversed(pids) if ours(pid)]
        for pid in left:
            os.kill(pid, how)
        last = time.monotonic() + seconds
        while any(map(ours, left)) and time.monotonic() < last:
            time.sleep(0.1)


def main() -> None:
    """Start or stop."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("start", "stop"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--memory", default="1g")
    given = parser.parse_args()
    folder = given.folder.absolute()
    if given.what == "start":
        print(start(folder, given.workers, given.cores, given.memory)["address"])
        return
    file = folder / "cluster.json"
    if not file.exists():
        sys.exit(f"no cluster was started in {folder}")
    told = json.loads(file.read_text("utf-8"))
    end([told["master"], *told["workers"]])
    file.unlink()


if __name__ == "__main__":
    main()
