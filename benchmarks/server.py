"""The workbench and the API on loopback: first paint, change of date, checks a second.

Three measurements in one run, all against 127.0.0.1:

- first paint of each page in Chromium, median of several fresh contexts;
- a change of date: from the input to the new answer in the page;
- `POST /api/v1/determinations` for 1, 8 and 64 clients, beside a plain FastAPI route that reads
  the same JSON and sends it back. Cases differ from one to the next, so that nothing is kept; a
  second run asks for cases that differ in their id alone. Seconds of the processor that the server
  and its helpers took stand beside the rates, since a shared machine moves the rates.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

TOKEN = "benchmark"
SECONDS = 4.0
CLIENTS = (1, 8, 64)
WORKERS = min(os.cpu_count() or 1, 8)
PIDS: dict[int, int] = {}
PAINTS = 7
SERVER = f"""
import sys, uvicorn
from licet.server.app import create_app
from licet.server.settings import Settings
port = int(sys.argv[1])
app = create_app(Settings(token={TOKEN!r}, port=port, rate=1e9, warm=True, workers=int(sys.argv[2])))
uvicorn.run(app, host="127.0.0.1", port=port, log_level="critical", access_log=False)
"""
ECHO = """
import sys, uvicorn
from fastapi import FastAPI, Request
app = FastAPI()
@app.post("/api/v1/determinations")
async def echo(request: Request):
    return await request.json()
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical", access_log=False)
"""
PAGES = {
    "check": "/check?item=H20&to=CN&on=2025-04-20&exporter=nvidia",
    "plane": "/plane?on=2025-04-20",
    "world": "/world?item=H100&on=2025-06-01",
    "timeline": "/timeline?about=H20",
    "migration": "/migration",
    "design": "/design?on=2025-04-20",
    "orders": "/orders",
}
DAYS = ("2023-11-17", "2024-04-04", "2025-01-31", "2025-05-15", "2025-09-02", "2026-01-15",
        "2022-10-21", "2025-04-09", "2026-07-10")  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(code: str) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(port), str(WORKERS)])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        PIDS[port] = process.pid
        yield port
    finally:
        process.terminate()
        process.wait(10)


def processor(pid: int) -> float:
    """Seconds of the processor that a process and those it started have taken (Linux)."""
    found = 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += processor(int(child))
    except OSError:
        pass
    return found


def alike(number: int) -> bytes:
    """A case that differs from the others in its id alone."""
    return json.dumps({**json.loads(body(7)), "id": str(number)}).encode()


def body(number: int) -> bytes:
    case = {
        "id": str(number),
        "item": {"kind": "ic", "tpp": 1000 + number % 9000, "performance_density": 3.1,
                 "datacenter": True, "interconnect_gb_s": 64, "dram_bandwidth_gb_s": 800},
        "to": ("CN", "MY", "DE", "AE")[number % 4],
        "on": f"2024-{1 + number % 12:02}-15",
        "exporter": "acme",
    }  # fmt: skip
    return json.dumps(case).encode()


async def client(
    port: int,
    numbers: Iterator[int],
    until: float,
    times: list[float],
    made: Callable[[int], bytes],
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.perf_counter() < until:
            content = made(next(numbers))
            head = (
                f"POST /api/v1/determinations HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(content)}\r\n\r\n"
            )
            start = time.perf_counter()
            writer.write(head.encode() + content)
            answer = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in answer[:20]:
                raise SystemExit(f"not answered: {answer[:200]!r}")
            size = answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(size))
            times.append(time.perf_counter() - start)
    finally:
        writer.close()


async def load(
    port: int, clients: int, made: Callable[[int], bytes]
) -> tuple[float, float, float, float]:
    """Answers a second, median and 99th percentile in ms, ms of the processor for each answer."""
    times: list[float] = []
    numbers = count()
    spent = processor(PIDS[port])
    start = time.perf_counter()
    until = start + SECONDS
    await asyncio.gather(*(client(port, numbers, until, times, made) for _ in range(clients)))
    took = time.perf_counter() - start
    ranked = sorted(times)
    half, most = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.99)]
    cost = (processor(PIDS[port]) - spent) / len(times)
    return len(times) / took, half * 1000, most * 1000, cost * 1000


def loads(port: int, echo: int) -> None:
    print(f"\nPOST /api/v1/determinations, {WORKERS} helpers")
    print(
        "                                 answers/s      p50 ms      p99 ms  processor ms    of echo"
    )
    asyncio.run(load(port, 8, body))  # the helpers start when they are first needed
    for clients in CLIENTS:
        plain = 0.0
        for name, where, made in (
            ("plain FastAPI echo", echo, body), ("licet", port, body), ("licet, alike", port, alike)
        ):  # fmt: skip
            rate, half, most, cost = asyncio.run(load(where, clients, made))
            plain = plain or rate
            print(f"  {clients:>3} clients, {name:<19}{rate:>9.0f}{half:>12.1f}{most:>12.1f}"
                  f"{cost:>14.2f}{rate / plain:>11.0%}")  # fmt: skip


def paints(port: int) -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        print("no Chromium: first paint and change of date were not measured")
        return
    from playwright.sync_api import sync_playwright

    address = f"http://127.0.0.1:{port}"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        print("\nfirst paint, median ms")
        for name, path in PAGES.items():
            times = []
            for _ in range(PAINTS):
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                context.add_cookies([{"name": f"licet-{port}", "value": TOKEN, "url": address}])
                page = context.new_page()
                page.goto(address + path)
                times.append(page.evaluate(PAINTED))
                context.close()
            print(f"  {name:<12}{statistics.median(times):>8.0f}   worst {max(times):.0f}")
        print("\nchange of date, from the input to the new answer in the page, median ms")
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": f"licet-{port}", "value": TOKEN, "url": address}])
        page = context.new_page()
        for name in ("check", "plane", "world", "design"):
            page.goto(address + PAGES[name])
            page.wait_for_load_state("networkidle")
            times = [page.evaluate(CHANGE, day) for day in DAYS]
            again = [page.evaluate(CHANGE, day) for day in DAYS]
            print(f"  {name:<12}first time {statistics.median(times):>6.0f}   again "
                  f"{statistics.median(again):>6.0f}   worst {max(times + again):.0f}")  # fmt: skip
        browser.close()


PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
  const found = list.getEntries().find(entry => entry.name === "first-contentful-paint");
  if (found) done(found.startTime);
}).observe({ type: "paint", buffered: true }))"""
CHANGE = """day => new Promise(done => {
  const field = document.getElementById("on");
  const start = performance.now();
  document.addEventListener("licet:put", () => requestAnimationFrame(() =>
    done(performance.now() - start)), { once: true });
  field.value = day;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def main() -> None:
    with served(SERVER) as port, served(ECHO) as echo:
        time.sleep(6)  # what is worked out in advance is done by then
        paints(port)
        loads(port, echo)


if __name__ == "__main__":
    main()
