"""How the measures of an entry come about, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from licet.catalog.entry import Entry
from licet.catalog.figures import BITS, Measure, low_of, measure_text, scale
from licet.catalog.load import catalog
from licet.rules.values import Undefined

_BASIS = {
    "published": "published rates, dense",
    "derived": "rates worked out as units x clock x dense rate per unit",
    "assumed": "rates taken from a sibling product",
    "partial": "matrix rates are not published: the result is a floor",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, with which result, from where and how sure.

    `result` is None for a step that finds nothing, such as an area that is not known.
    """

    text: str
    result: Measure | None = None
    source: str = ""
    confidence: str = ""


def working(entry: Entry) -> list[Step]:
    """The steps from the published figures to TPP, density and bandwidths.

    For a system: those of the chips in it.

    >>> for step in working(catalog()["nvidia-h20-96gb"])[:3]:
    ...     print(step.text)
    published rates, dense
    fp64: 1 TFLOPS x 64 bits = 64
    fp32: 44 TFLOPS x 32 bits = 1408
    """
    if entry.contains:
        steps = []
        for chip, count in catalog().ics(entry):
            steps.append(Step(f"contains {count} x {chip.title} ({chip.id}); for one of them:"))
            steps += working(chip)
        return steps
    if entry.kind == "hbm":
        return [*_density(entry), *_bandwidths(entry)]
    return [*_tpp(entry), *_density(entry), *_bandwidths(entry), *_differences(entry)]


def working_text(entry: Entry) -> list[str]:
    """The working as text, one line a step."""
    told = []
    for step in working(entry):
        origin = ", ".join(part for part in (step.confidence, step.source) if part)
        told.append(f"{step.text} [{origin}]" if origin else step.text)
    return told


def _tpp(entry: Entry) -> list[Step]:
    source = entry.sources[0] if entry.sources else ""
    steps = []
    if entry.rates:
        steps.append(Step(_BASIS.get(entry.rates_basis, "published rates, dense")))
    for name, rate in entry.rates.items():
        product = scale(rate, BITS[name])
        text = f"{name}: {entry.figures[name].text()} x {BITS[name]} bits = {measure_text(product)}"
        steps.append(Step(text, product, source, entry.figures[name].confidence))
    stated = entry.figures.get("tpp_stated")
    if stated is not None:
        where = next((s.source for s in entry.vendor_statements if s.tpp), source)
        text = f"the vendor states TPP {measure_text(stated.value)}"
        steps.append(Step(text, stated.value, where, "company"))
    total = entry.tpp
    if total is None:
        steps.append(Step("TPP is not known: no rate is published"))
    elif "tpp" in entry.values:
        steps.append(Step(f"TPP = {measure_text(total)}, as given", total))
    elif stated is not None and (not entry.rates or entry.partial):
        steps.append(Step(f"TPP = {measure_text(total)}, the vendor's figure", total))
    else:
        steps.append(Step(f"TPP = {measure_text(total)}, the largest", total))
    if entry.ics > 1:
        steps.append(Step(f"{entry.ics} ICs on it; figures are for one"))
    return steps


def _density(entry: Entry) -> list[Step]:
    area, result = entry.applicable_die_area_mm2, entry.performance_density
    if entry.kind == "hbm":
        ratio = entry.memory_bandwidth_density
        if ratio is None:
            return []
        text = f"memory bandwidth density = {measure_text(ratio)} GB/s per mm2"
        return [Step(text, ratio)]
    if isinstance(result, Undefined):
        return [Step("only planar dies: applicable area 0, performance density undefined")]
    if area is None:
        return [Step("applicable die area is not known, so performance density is not either")]
    steps = [Step(f"applicable die area {measure_text(area)} mm2", area, "", entry.confidence)]
    if result is None or entry.tpp is None:
        return steps
    text = f"performance density = {measure_text(entry.tpp)} / {measure_text(area)}"
    return [*steps, Step(f"{text} = {measure_text(result)}", result)]


def _bandwidths(entry: Entry) -> list[Step]:
    steps = []
    memory = entry.dram_bandwidth_gb_s
    if memory is not None:
        text = f"DRAM bandwidth {measure_text(memory)} GB/s"
        steps.append(Step(text, memory, "", entry.confidence))
    total = entry.interconnect_gb_s
    if total is not None:
        link, host = entry.values.get("link_gb_s"), entry.values.get("host_gb_s")
        told = "scale-up link " + ("not known" if link is None else measure_text(link))
        told += ", host link " + ("not known" if host is None else measure_text(host))
        steps.append(Step(f"interconnect {measure_text(total)} GB/s: {told}", total))
    return steps


def _differences(entry: Entry) -> list[Step]:
    steps = []
    for reading in entry.readings():
        values = ", ".join(f"{name} {measure_text(v)}" for name, v in reading.figures.items())
        effect = f"; crosses {', '.join(reading.crosses)}" if reading.crosses else ""
        effect = effect if reading.weigh else "; an error, not weighed"
        text = f"otherwise {values}: {reading.label} ({reading.why}){effect}"
        value = next(iter(reading.figures.values()))
        steps.append(Step(text, value, reading.source))
    if entry.partial and entry.tpp is not None and low_of(entry.tpp) is not None:
        steps.append(Step("the true TPP may be higher than this floor"))
    return steps
