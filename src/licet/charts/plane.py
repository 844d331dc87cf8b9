"""Every chip of the catalog in the plane the law uses on a day.

The regions are computed from the provisions, never typed in; where an axis ends and how a verdict
is colored is all that this module decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from licet.catalog import Entry
from licet.charts.chart import Chart, Key, Mark, Scale, log_ticks
from licet.charts.days import read_to
from licet.charts.labels import Box, Wanted, place, width_of
from licet.charts.regions import framed, merged, painted
from licet.charts.stance import lead_of, source_of
from licet.charts.verdicts import Look, Verdicts, drawn
from licet.charts.zones import Band, Zone, bands, zones
from licet.errors import BadInput
from licet.places import country
from licet.reports.words import CLASSES, WORDS
from licet.rules.court import Court
from licet.rules.judge import Judge
from licet.rules.nodes import facts_of
from licet.vocabulary import vocabulary

WIDTH, HEIGHT = 860, 520
X = "tpp"
RANGES = {
    "tpp": (100.0, 200_000.0),
    "performance_density": (0.3, 60.0),
    "interconnect_gb_s": (10.0, 5_000.0),
    "dram_bandwidth_gb_s": (100.0, 30_000.0),
}
"""What the axes show; chips outside are put on the edge and said to be."""
AXES = {
    "tpp": "Total processing performance (TPP)",
    "performance_density": "Performance density (TPP per mm²)",
    "interconnect_gb_s": "Interconnect, both directions (GB/s)",
    "dram_bandwidth_gb_s": "DRAM bandwidth (GB/s)",
}
FORMS = {
    "free": "circle", "exception": "diamond", "required": "square", "barred": "cross",
    "outside": "diamond", "open": "triangle",
}  # fmt: skip
SETS = ("datacenter", "other", "all")
# Chips people look for come first when there is not room for every name.
FIRST = ("H20", "H200", "H100", "H800", "A100", "A800", "B200", "B30A", "Instinct MI300X",
         "Instinct MI308X", "GeForce RTX 4090", "GeForce RTX 5090 D")  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at.

    `y` is the upward fact, empty for the one the law uses on the day; `which` chips:
    ``datacenter``, ``other`` or ``all``; `layer` is ``practice`` or ``text``.
    """

    on: date
    to: str = "CN"
    y: str = ""
    which: str = "datacenter"
    exporter: str = ""
    known_on: date | None = None
    layer: str = "practice"


def planes_of(judge: Judge) -> tuple[str, ...]:
    """The upward facts that the law of a day compares beside TPP, those of 3A090 first."""
    found: dict[str, None] = {}
    for kinds in (("parameters",), ("define", "review")):
        asked: set[str] = set()
        for kind in kinds:
            for version in judge.of_kind(kind):
                asked |= facts_of(judge.test(version.provision))
        for name in ("performance_density", "interconnect_gb_s", "dram_bandwidth_gb_s"):
            if name in asked:
                found.setdefault(name)
    return tuple(found) or ("interconnect_gb_s",)


def plane(verdicts: Verdicts, view: View, address: Any = None) -> Chart:
    """The chart.

    Args:
        verdicts: The verdicts of the catalog under a court.
        view: What is looked at.
        address: A function from an entry's id to the address of its answer; none when None.

    Raises:
        BadInput: The view names no plane or set of chips there is.
    """
    court = verdicts.court
    judge = court.judge(view.on, view.known_on, layer=view.layer)
    y = view.y or planes_of(judge)[0]
    if y not in AXES or y == X:
        raise BadInput(
            f"no such plane: `{y[:40]}`", hint=", ".join(name for name in AXES if name != X)
        )
    if view.which not in SETS:
        raise BadInput(f"no such set of chips: `{view.which[:40]}`", hint=", ".join(SETS))
    return _Picture(verdicts, view, y, address).chart()


class _Picture:
    def __init__(self, verdicts: Verdicts, view: View, y: str, address: Any) -> None:
        self.view, self.y, self.address = view, y, address
        self.court: Court = verdicts.court
        self.found = verdicts.of(Look(view.on, view.to, view.exporter, view.known_on, view.layer))
        self.xs = Scale("log", *RANGES[X], AXES[X], log_ticks(*RANGES[X]))
        self.ys = Scale("log", *RANGES[y], AXES[y], log_ticks(*RANGES[y]))
        self.frame = Chart("plane", "", "", "", WIDTH, HEIGHT, self.xs, self.ys, ())

    def chart(self) -> Chart:
        view = self.view
        stacks, left_out = self._stacks()
        cells = self._zones()
        ribbons = bands(self.court, view.on, X, self.y, view.to)
        regions = [*painted(cells), *framed(ribbons)]
        dots = [self._dot(stack) for stack in stacks]
        zone_labels = list(self._zone_labels(cells, dots))
        names = self._names(stacks, zone_labels)
        kinds = dict.fromkeys(mark.kind for mark in dots)
        where = country(view.to).name
        by = view.exporter or "an exporter no letter names"
        known = f", as known on {view.known_on}" if view.known_on else ""
        legend = [Key(kind, _word(kind), FORMS[kind]) for kind in CLASSES.values() if kind in kinds]
        if ribbons:
            legend.append(Key("band", ribbons[0].title))
        return Chart(
            name="plane",
            title=f"{_SETS[view.which]} and the lines of {view.on}",
            subtitle=f"{lead_of(view.layer)}; to {where} by {by}{known}; regions computed from the "
            "provisions in force",
            source=f"licet, {source_of(self.court)}; figures of the catalog with their sources",
            width=WIDTH,
            height=HEIGHT,
            x=self.xs,
            y=self.ys,
            marks=(*regions, *zone_labels, *dots, *names),
            legend=tuple(legend),
            columns=("item", "name", "datacenter", X, self.y, "verdict"),
            rows=tuple(self._rows()),
            notes=tuple(self._notes(left_out, ribbons)),
        )

    # Chips

    def _chips(self) -> Iterator[tuple[Entry, float, float]]:
        for entry in drawn():
            wanted = {"datacenter": True, "other": False}.get(self.view.which)
            if wanted is not None and bool(entry.datacenter) is not wanted:
                continue
            x, y = getattr(entry, X), getattr(entry, self.y)
            if isinstance(x, Fraction) and isinstance(y, Fraction) and x > 0 and y > 0:
                yield entry, float(x), float(y)

    def _stacks(self) -> tuple[list[list[tuple[Entry, float, float]]], int]:
        """Chips that fall on one place with one verdict, together; and how many have no place."""
        found: dict[tuple[int, int, str], list[tuple[Entry, float, float]]] = {}
        count = 0
        for chip in self._chips():
            entry, x, y = chip
            count += 1
            at = (round(self.frame.px(x) / 5), round(self.frame.py(y) / 5), self._kind(entry))
            found.setdefault(at, []).append(chip)
        wanted = {"datacenter": True, "other": False}.get(self.view.which)
        whole = [e for e in drawn() if wanted is None or bool(e.datacenter) is wanted]
        return list(found.values()), len(whole) - count

    def _kind(self, entry: Entry) -> str:
        return CLASSES[self.found.get(entry.id, "indeterminate")]

    def _dot(self, stack: Sequence[tuple[Entry, float, float]]) -> Mark:
        entry, x, y = stack[0]
        kind = self._kind(entry)
        unit = vocabulary().facts[self.y].unit
        lines = [_named(stack), _word(kind), f"TPP {x:,.6g}; {_AXIS_WORD[self.y]} {y:,.4g} {unit}"]
        if len(stack) > 1:
            lines.append(", ".join(each.title for each, _, _ in stack[:8]))
        form = FORMS[kind] if entry.datacenter else f"{FORMS[kind]}-open"
        href = self.address(entry.id) if self.address else ""
        size = 4.6 if len(stack) == 1 else 6.2
        return Mark("dot", x, y, kind=kind, text=_named(stack), says="\n".join(lines), href=href,
                    form=form, size=size, name=entry.id)  # fmt: skip

    def _names(
        self, stacks: Iterable[list[tuple[Entry, float, float]]], taken: Iterable[Mark]
    ) -> list[Mark]:
        ranked = sorted(stacks, key=lambda s: (_rank(s), not s[0][0].datacenter, -s[0][1]))
        wanted = []
        told: set[str] = set()
        for stack in ranked:
            _, x, y = stack[0]
            radius = 4.6 if len(stack) == 1 else 6.2
            # A name that stands there already is not written again.
            text = "" if _named(stack) in told else _named(stack)
            told.add(text)
            wanted.append(Wanted(self.frame.px(x), self.frame.py(y), radius, text))
        boxes = [self._box(mark) for mark in taken]
        found = []
        for stack, placed in zip(ranked, place(wanted, WIDTH, HEIGHT, boxes), strict=True):
            if placed is not None:
                _, x, y = stack[0]
                found.append(Mark("text", x, y, text=_named(stack), dx=placed.dx, dy=placed.dy,
                                  anchor=placed.anchor))  # fmt: skip
        return found

    def _box(self, mark: Mark) -> Box:
        x, y = self.frame.px(mark.x) + mark.dx, self.frame.py(mark.y) + mark.dy
        wide = width_of(mark.text) * 1.15
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
        return Box(left, y - 13, left + wide, y + 4)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for entry, x, y in self._chips():
            verdict = self.found.get(entry.id, "indeterminate")
            yield (entry.id, entry.title, entry.datacenter, x, y, verdict)

    # Regions

    def _zones(self) -> list[Zone]:
        view = self.view
        return zones(
            self.court, view.on, X, self.y, view.to,
            datacenter=view.which != "other", known_on=view.known_on, layer=view.layer,
            exporter=view.exporter,
        )  # fmt: skip

    def _zone_labels(self, cells: Sequence[Zone], dots: Sequence[Mark]) -> Iterator[Mark]:
        """One label for each answer, in a corner of its region where no chip lies."""
        taken = [self._round(mark) for mark in dots]
        for spots in self._spots(cells).values():
            fitting = [spot for spot in spots if not any(spot[0].meets(box) for box in taken)]
            if spots:
                box, mark = (fitting or spots)[0]
                taken.append(box)
                yield mark

    def _spots(self, cells: Sequence[Zone]) -> dict[str, list[tuple[Box, Mark]]]:
        """Where the label of each answer could stand: corners of its cells, largest first."""
        found: dict[str, list[tuple[Box, Mark]]] = {}
        for (x1, x2), (y1, y2), text in merged(cells, RANGES[X], RANGES[self.y]):
            left, right = self.frame.px(x1), self.frame.px(x2)
            top, bottom = self.frame.py(y2), self.frame.py(y1)
            short = text if right - left > width_of(text) * 1.16 + 10 else text.partition(",")[0]
            wide = width_of(short) * 1.16
            if not text or right - left < wide + 10 or bottom - top < 22:
                continue
            spots = found.setdefault(text, [])
            for y, dy in ((y2, 17.0), (y1, -8.0)):
                base = self.frame.py(y) + dy
                mark = Mark("text", x1, y, kind="zone", text=short, dx=7, dy=dy, size=12.5)
                spots.append((Box(left + 7, base - 13, left + 7 + wide, base + 4), mark))
        return found

    def _round(self, mark: Mark) -> Box:
        x, y = self.frame.px(mark.x), self.frame.py(mark.y)
        return Box(x - 7, y - 7, x + 7, y + 7)

    def _notes(self, left_out: int, ribbons: Sequence[Band]) -> Iterator[str]:
        if left_out:
            yield (
                f"{left_out} of the catalog's entries are not drawn: one of the two figures is not "
                "published, is only a range, or does not exist (planar dies have no density)."
            )
        yield from read_to(self.view.on)
        if ribbons:
            cited = ", ".join(sorted({f"{band.title}: {band.rate}" for band in ribbons}))
            yield f"Framed: {cited}, where the goods enter the United States."
        yield (
            "Regions suppose every certification given, the product sold in the United States, and "
            "other figures unknown; chips are judged by all their figures, so a chip can differ "
            "from the region it lies in."
        )


_SETS = {"datacenter": "Data-center chips", "other": "Other chips", "all": "All chips"}
_AXIS_WORD = {
    "performance_density": "density", "interconnect_gb_s": "interconnect",
    "dram_bandwidth_gb_s": "memory bandwidth",
}  # fmt: skip


def _named(stack: Sequence[tuple[Entry, float, float]]) -> str:
    names = list(dict.fromkeys(entry.name for entry, _, _ in stack))
    first = names[0]
    return first if len(names) == 1 else f"{first} +{len(names) - 1}"


def _rank(stack: Sequence[tuple[Entry, float, float]]) -> int:
    return min(FIRST.index(e.name) if e.name in FIRST else len(FIRST) for e, _, _ in stack)


def _word(kind: str) -> str:
    return next(WORDS[verdict] for verdict, name in CLASSES.items() if name == kind)
