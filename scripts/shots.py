"""Pictures of every page of the workbench for docs/img, from a running server: python scripts/shots.py

Names take some of them only: python scripts/shots.py workbench-plane workbench-orders

Needs Debian's Chromium and Playwright (requirements/dev.txt).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
PORT = 8397
BOOK = """order_id,item,quantity,unit_price_usd,on,to,exporter,end_user,end_user_country,\
end_user_headquarters,end_user_ultimate_parent,end_user_lists,end_use
SO-1,H20,1200,12000,2025-04-20,CN,nvidia,Example Cloud,CN,CN,CN,none,none
SO-2,H100,64,30000,2025-04-20,DE,nvidia,Example Bank,DE,DE,DE,none,none
SO-3,L4,500,2500,2025-04-20,SG,nvidia,Example Telecom,SG,SG,SG,none,none
SO-4,RTX 4090,300,1800,2025-04-20,CN,nvidia,Example Games,CN,CN,CN,none,none
SO-5,H200,32,32000,2025-04-20,AE,nvidia,Example Labs,AE,AE,AE,none,none
SO-6,L20,800,3000,2025-04-20,CN,nvidia,Example Cloud,CN,CN,CN,none,none
SO-7,H100,16,30000,2025-04-20,MY,nvidia,Example Hosting,MY,,,none,none
"""
LETTER = """id = "own/letter"
title = "A letter to Acme on the L20"
cite = "letter of May 4, 2026"
effect = { require = "letter" }

[[instrument]]
id = "own-letter"
title = "Letter to Acme of May 2026"
published = 2026-05-04

[[version]]
instrument = "own-letter"
valid = { from = 2026-05-04 }
addressee = "acme"
when = 'to in {"CN"} and any(ics: tpp >= 900)'
says = "Acme needs a license for ICs of 900 TPP or more to China."
confidence = "own"
"""
# Name, address, width, color scheme; the last tells how much of a long page is shown.
SHOTS = (
    ("workbench-check", "/check?item=H20&to=CN&on=2025-04-20", 1440, "light", 1250),
    ("workbench-compare", "/check?item=H20&to=CN&on=2025-04-20&exporter=nvidia&vs.on=2025-04-08",
     1440, "light", 1200),
    ("workbench-check-text", "/check?item=H100&to=DE&on=2026-07-01&stance=text", 1440, "light", 1100),
    ("workbench-parties", "/check?item=H100&to=MY&on=2024-06-01&end_use=none&parties.0.role=end-user"
     "&parties.0.country=MY&parties.0.headquarters=MY&parties.0.ultimate_parent=MY"
     "&parties.0.lists=none&parties.0.owners=none&parties.1.role=purchaser"
     "&parties.1.name=Example+Trading&parties.1.country=MY", 1440, "light", 1350),
    ("workbench-check-dark", "/check?item=H100&to=DE&on=2026-07-01", 375, "dark", 1400),
    ("workbench-plane", "/plane?on=2025-04-20", 1440, "light", 1250),
    ("workbench-plane-2026", "/plane?on=2026-02-01&y=dram_bandwidth_gb_s", 1440, "dark", 1250),
    ("workbench-world", "/world?item=H100&on=2025-06-01", 1440, "light", 1050),
    ("workbench-timeline", "/timeline?about=H20", 1440, "light", 1050),
    ("workbench-world-text", "/world?item=H100&on=2026-07-01&stance=text", 1440, "dark", 1050),
    ("workbench-dead-letter", "/timeline?about=AI+Diffusion&known_on=2026-06-01", 1440, "light", 820),
    ("workbench-migration", "/migration?which=other", 1440, "light", 1150),
    ("workbench-design", "/design?start=nvidia-h20-96gb&on=2025-04-20", 1440, "light", 1080),
    ("workbench-api", "/api", 1440, "light", 900),
)  # fmt: skip


def main() -> None:
    """Start a server, take the pictures, stop it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium: scripts/chromium.sh installs it")
    command = [sys.executable, "-m", "licet", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        with sync_playwright() as driver, tempfile.TemporaryDirectory() as profile:
            for name, path, width, scheme, height in SHOTS:
                if not wanted(name) and name != "workbench-api":
                    continue
                context = driver.chromium.launch_persistent_context(
                    f"{profile}/{name}",
                    executable_path=found,
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                          "--disable-component-update", "--disable-sync", "--no-first-run"],
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )  # fmt: skip
                page = context.new_page()
                opened(page, address)
                page.goto(address.partition("?")[0].rstrip("/") + path)
                settle(page, name)
                take(page, name, width, height)
                if name == "workbench-api":
                    orders(page, address, Path(profile))
                    own_law(page, address, Path(profile))
                context.close()
    finally:
        server.terminate()
        server.wait(10)


def wanted(name: str) -> bool:
    """Whether a picture was asked for."""
    return len(sys.argv) < 2 or name in sys.argv[1:]


def opened(page: Page, address: str) -> None:
    """Open the printed address once it is served."""
    for _ in range(100):
        try:
            page.goto(address)
            return
        except Exception:  # not listening yet
            page.wait_for_timeout(100)
    raise SystemExit("the server did not start")


def settle(page: Page, name: str) -> None:
    """Wait until everything is there; show one chip's answer beside the plane."""
    page.wait_for_load_state("networkidle")
    if name == "workbench-plane":
        page.locator('a[href*="nvidia-h20-96gb"]').first.focus()
        page.wait_for_timeout(600)
    if name == "workbench-world":
        page.locator('.chart a[aria-label^="Macau"]').first.focus()
        page.wait_for_timeout(600)


def take(page: Page, name: str, width: int, height: int) -> None:
    """Save the upper part of the page."""
    if not wanted(name):
        return
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(height, whole)})
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/img/{name}.png")


def orders(page: Page, address: str, folder: Path) -> None:
    """The Orders page, from upload to the decided book."""
    book = folder / "book.csv"
    book.write_text(BOOK, encoding="utf-8")
    page.goto(address.partition("?")[0] + "orders")
    page.locator("#book").set_input_files(book)
    page.get_by_role("button", name="Upload").click()
    page.locator("#before").fill("2025-04-08")
    page.locator("#after").fill("2025-04-20")
    page.get_by_role("button", name="Decide every line").click()
    page.locator(".tally").wait_for()
    page.wait_for_load_state("networkidle")
    take(page, "workbench-orders", 1440, 1250)
    page.get_by_role("button", name="Work it out").click()
    page.locator("#scenario figure").first.wait_for()
    page.wait_for_load_state("networkidle")
    part(page, "#scenario", "workbench-exposure")


def part(page: Page, selector: str, name: str) -> None:
    """Save one part of the page."""
    if not wanted(name):
        return
    page.locator(selector).screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/img/{name}.png")


def own_law(page: Page, address: str, folder: Path) -> None:
    """A letter of the user's own, from upload to the answer that counts it."""
    letter = folder / "letter.toml"
    letter.write_text(LETTER, encoding="utf-8")
    page.goto(address.partition("?")[0] + "check?item=L20&to=CN&on=2026-06-01&exporter=acme")
    page.get_by_text("Law", exact=True).click()
    page.get_by_role("link", name="Add a law file").click()
    page.locator("#file").set_input_files(letter)
    page.get_by_role("button", name="Add it").click()
    page.locator(".own").wait_for()
    page.wait_for_load_state("networkidle")
    take(page, "workbench-own-law", 1440, 950)


if __name__ == "__main__":
    main()
