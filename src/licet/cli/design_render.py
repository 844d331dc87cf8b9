"""Headroom, best chips and estimates for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.cli.change_render import WORDS
from licet.cli.render import VERDICTS, console, indented, sign_of
from licet.cli.tables import table
from licet.rules.values import Interval

if TYPE_CHECKING:
    from licet.design.best import Best
    from licet.design.derive import Figures
    from licet.design.roofline import Model
    from licet.questions.headroom import Headroom, Survey
    from licet.questions.robust import Span
    from licet.questions.setting import Setting, Standing

ROWS = 24


def show_headroom(found: Survey, place: Setting, exporter: str | None) -> None:
    """Print the distances to every line, those that bind in bold, and what is not known."""
    out = console()
    where = f"to {place.shipment.to} on {place.on}"
    for names, here in _standings(found):
        out.print(
            Text.assemble(
                (f"{sign_of(here.verdict)} {VERDICTS[here.verdict][1]}", VERDICTS[here.verdict][2]),
                f"  meets {here.parameters or 'no paragraph'}; {where}",
            )
        )
        if names:
            indented(out, Text(names, "dim"))
    binding = found.binding
    if binding is not None:
        item = f" ({binding.item})" if len(found.here) > 1 else ""
        out.print(Text(f"Nearest line that changes the answer: {binding.says()}{item}", "bold"))
        indented(out, Text(f"across it: {_across(binding)}; {binding.line.cite}", "dim"))
    for text in unplaced_text(found):
        out.print(Text(text, "yellow"))
    if found.rows:
        _headroom_table(found.rows)
    elif not found.unplaced:
        out.print(f"No line of the law of {place.on} asks about this item.")
    if exporter is None:
        out.print(Text("Asked for an exporter to whom no letter is addressed; --exporter.", "dim"))


def _standings(found: Survey) -> list[tuple[str, Standing]]:
    """How the chip stands; of several entries each answer with the entries that get it."""
    groups: dict[tuple[str, str | None], list[tuple[str, Standing]]] = {}
    for item, here in found.here:
        groups.setdefault((here.verdict, here.parameters), []).append((item, here))
    if len(groups) == 1:
        return [("", found.here[0][1])]
    return [(", ".join(item for item, _ in group), group[0][1]) for group in groups.values()]


def unplaced_text(found: Survey) -> list[str]:
    """Which figures are not known, and the lines that could not be measured for it."""
    from licet.questions.headroom import shown

    groups: dict[tuple[str, tuple[Fraction, ...]], list[str]] = {}
    for item, fact, limits in found.unplaced:
        groups.setdefault((fact, limits), []).append(item)
    texts = []
    for (fact, limits), items in groups.items():
        of = f" of {', '.join(items)}" if len(found.here) > 1 else ""
        lines = ", ".join(shown(limit) for limit in limits)
        texts.append(f"Not known: {fact}{of}; no distance to {lines}")
    return texts


def _headroom_table(found: Sequence[Headroom]) -> None:
    from licet.questions.chart import bar

    out = console()
    out.print()
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for heading in ("Line", "", "Distance", "%"):
        grid.add_column(heading, overflow="fold", justify="right" if heading == "%" else "left")
    for each in found[:ROWS]:
        style = "bold" if each.binds else "dim"
        name = f"{each.line.fact} {each.line.op} {float(each.line.limit):g}"
        where = each.line.provision.removeprefix("us/ear/")
        distance = each.says().partition(":")[0]
        grid.add_row(
            Text(f"{name}\n  {where}" + (f" ({each.item})" if each.item else ""), style),
            Text(bar(each, 16)[:24], style), Text(distance, style),
            Text(f"{float(each.percent):.2f}", style),
        )  # fmt: skip
    out.print(grid)
    if len(found) > ROWS:
        out.print(f"and {len(found) - ROWS} more lines; --json has all")


def _across(each: Headroom) -> str:
    there = each.there
    policies = " or ".join(sorted(str(policy) for policy in there.reviews if policy))
    text = f"{VERDICTS[there.verdict][1].lower()}, {there.parameters or 'no paragraph'}"
    return f"{text}, {policies}" if policies else text


def show_spans(spans: Iterable[Span], today: date) -> None:
    """Print how a chip stood under each law, and stands under each draft."""
    from licet.questions.robust import free_share

    listed = tuple(spans)
    rows = [
        {
            "law": span.law,
            "since": span.since.isoformat(),
            "verdict": f"{sign_of(span.verdict)} {WORDS[span.verdict]}",
            "paragraph": span.parameters or "none",
            "nearest": span.nearest.says().partition(":")[0] if span.nearest else "",
        }
        for span in listed
    ]
    console().print()
    table(rows, {"since": "From", "law": "Law", "verdict": "Verdict", "paragraph": "Meets",
                 "nearest": "Nearest line that binds"})  # fmt: skip
    free, total = free_share(listed, today)
    console().print(f"Could be shipped on {free:,} of {total:,} days up to {today}.")


def show_best(found: Best, exporter: str | None) -> None:
    """Print the best chip."""
    out = console()
    out.print(Text(found.says(), "bold"))
    for text in found.assumptions:
        indented(out, Text(f"assumed: {text}", "dim"))
    if found.case is not None:
        out.print(f"A chip that shows it ({found.verdict}):")
        item = found.case["item"]
        for name, value in item.get("contains", item).items():
            if name != "kind":
                indented(out, Text(f"{name} = {_text(value)}"))
    if exporter is None:
        out.print(Text("Asked for an exporter to whom no letter is addressed; --exporter.", "dim"))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def figures_table(found: Figures) -> list[dict[str, Any]]:
    """The figures of a design as rows: figure, number, unit."""
    from licet.vocabulary import vocabulary

    rows: list[dict[str, Any]] = [
        {"figure": f"rate {name}", "number": _number(rate), "unit": "TOPS"}
        for name, rate in found.rates.items()
    ]
    for name in ("tpp", "applicable_die_area_mm2", "performance_density", "dram_bandwidth_gb_s",
                 "memory_gb", "interconnect_gb_s", "transistors_bn", "node_nm"):  # fmt: skip
        value = getattr(found, name)
        unit = "GB" if name == "memory_gb" else vocabulary().fact(name).unit
        rows.append({"figure": name, "number": _number(value), "unit": unit})
    return rows


def _number(value: Any) -> float | int | list[float | int | None] | None:
    if isinstance(value, Interval):
        return [_number(value.low), _number(value.high)]  # type: ignore[list-item]
    if not isinstance(value, Fraction):
        return None
    return value.numerator if value.denominator == 1 else round(float(value), 9)


def show_figures(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the figures of a design."""
    table([{**r, "number": _figure(r["number"])} for r in rows],
          {"figure": "Figure", "number": "Value", "unit": "Unit"})  # fmt: skip


def _figure(number: Any) -> str:
    if isinstance(number, list):
        return " to ".join(f"{end:,}" for end in number)
    return "unknown" if number is None else f"{number:,}"


def show_roofline(rows: Sequence[Mapping[str, Any]], model: Model) -> None:
    """Print the estimates, the first item as the measure of the others."""
    out = console()
    out.print(Text(model.says(), "bold"))
    first = rows[0]
    shown = [
        {
            "item": row["item"],
            "decode": _rate(row["decode_tokens_s"], first["decode_tokens_s"]),
            "bound": row["decode_bound"],
            "prefill": _rate(row["prefill_tokens_s"], first["prefill_tokens_s"]),
            "fits": {True: "yes", False: "no", None: "?"}[row["fits"]],
        }
        for row in rows
    ]
    table(shown, {"item": "Item", "decode": "Decode, tokens/s", "bound": "Bound by",
                  "prefill": "Prefill, tokens/s", "fits": "Fits"})  # fmt: skip
    out.print(
        Text("Upper bounds from published peak figures; docs/design.md has the method.", "dim")
    )


def _rate(number: float | None, first: float | None) -> str:
    if number is None:
        return "unknown"
    share = f" (x{number / first:.2f})" if first else ""
    return f"{number:,.1f}{share}"
