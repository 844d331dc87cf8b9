"""Draws docs/img/*.svg from what the commands really print: python scripts/pictures.py"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
WIDTH = 88
STEP = re.compile(r"  \d+\. ")
GAP = "  …"
THEME = TerminalTheme(
    (22, 27, 34),
    (230, 237, 243),
    [
        (72, 79, 88), (255, 123, 114), (63, 185, 80), (210, 153, 34),
        (88, 166, 255), (188, 140, 255), (57, 197, 207), (177, 186, 196),
    ],
)  # fmt: skip
# Rich's own template loads a font from elsewhere; a picture in a repository should stand alone.
FORMAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>TITLE</title>
<style>
.{unique_id}-matrix {{
  font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-family: sans-serif; font-size: 18px }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" \
clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A command, and what the picture shows of its answer.

    `sections` are the sections it shows, all when empty; the part before the first is ''.
    `steps` are words of the numbered steps it shows, all when empty.
    """

    name: str
    command: str
    title: str
    sections: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    rest: str = ""


PICTURES = (
    Picture(
        "check-h20",
        "licet check H20 --to CN --exporter nvidia --on 2025-07-20",
        "An H20 to China by Nvidia on July 20, 2025: license required, by letter",
        ("", "Why", "When it turns", "Announced, not law"),
        ("does not meet 3A090.b", "by letter"),
        "… with the review policy, conditions, warnings and what was taken as given",
    ),
)


def printed(command: str) -> str:
    """What a licet command prints on a terminal of the pictures' width, colors included."""
    words = shlex.split(command)
    asked = [sys.executable, "-m", "licet", *words[1:]]
    world = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    for name in ("NO_COLOR", "COLORTERM", "TTY_COMPATIBLE"):
        world.pop(name, None)
    world["PYTHONIOENCODING"] = "utf-8"
    return subprocess.run(asked, env=world, check=True, capture_output=True, text=True).stdout


def chosen(picture: Picture, output: str) -> list[Text]:
    """The lines of an answer that the picture shows; a line of its own marks steps left out."""
    kept: list[Text] = []
    section, shows, empty = "", True, False
    for line in (Text.from_ansi(line) for line in output.splitlines()):
        if empty and line.plain[:1].strip():
            section, shows = line.plain.strip(), True
        empty = not line.plain.strip()
        if picture.sections and section not in picture.sections:
            continue
        if STEP.match(line.plain) and picture.steps:
            shows = any(words in line.plain for words in picture.steps)
        if shows or empty:
            kept.append(line)
        elif kept[-1].plain != GAP:
            kept.append(Text(GAP, "dim"))
    return [*kept, Text(picture.rest, "dim")] if picture.rest else kept


def svg(picture: Picture) -> str:
    """The picture as SVG."""
    out = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="256",
        highlight=False, legacy_windows=False,
    )  # fmt: skip
    out.print(Text.assemble(("$ ", "dim"), (picture.command, "bold")))
    for line in chosen(picture, printed(picture.command)):
        out.print(line, no_wrap=True, overflow="ignore", crop=False)
    template = FORMAT.replace("TITLE", escape(picture.title))
    return out.export_svg(title="licet", theme=THEME, code_format=template, unique_id=picture.name)


def main() -> int:
    """Draw every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        target = IMAGES / f"{picture.name}.svg"
        target.write_text(svg(picture), encoding="utf-8")
        sys.stdout.write(f"{target.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
