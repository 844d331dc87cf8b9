"""One determination against OpenFisca and zen-engine on the same chip thresholds, and a file.

The peers answer far less: whether a chip meets 3A090.a or .b and the destination is China. licet
answers the whole case. `licet, thresholds` asks its engine for the peers' question alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from timing import medians, report

from licet.case import parse_case
from licet.courts import court_of
from licet.decision.answer import answer
from licet.decision.outcome import facts_on, judge_on
from licet.gather import gather

CASE = {
    "item": {
        "kind": "computer",
        "contains": {
            "tpp": 2912, "applicable_die_area_mm2": 609, "datacenter": True,
            "dram_bandwidth_gb_s": 864, "interconnect_gb_s": 64,
        },
    },
    "to": "CN",
    "exporter": "acme",
    "on": "2024-06-03",
}  # fmt: skip
LINES = 2_000


def licet_tasks() -> dict[str, Callable[[], object]]:
    court = court_of()
    shipment = parse_case(CASE)
    judge = judge_on(court, shipment, shipment.on, "practice")
    facts = facts_on(gather(shipment).variants[0].facts, date(2024, 6, 3))

    def thresholds() -> bool | None:
        own = facts.judged_by(judge.truth)
        return own.finding("us/ear/742/6-a-6-rs-b")

    assert thresholds() is True
    return {
        "licet, thresholds": thresholds,
        "licet, whole determination": lambda: answer(shipment, court),
        "licet, with proof": lambda: answer(shipment, court).proof,
        "licet, with proof, turns and JSON": lambda: answer(shipment, court).as_dict(),
    }


def openfisca_tasks() -> dict[str, Callable[[], object]]:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    chip = build_entity(key="chip", plural="chips", label="a chip", is_person=True)

    def fact(name: str, kind: type) -> type:
        return type(
            name, (Variable,),
            {"value_type": kind, "entity": chip, "definition_period": DateUnit.DAY},
        )  # fmt: skip

    class caught(Variable):  # noqa: N801
        value_type = bool
        entity = chip
        definition_period = DateUnit.DAY

        def formula(self, period, parameters=None):  # type: ignore[no-untyped-def]  # noqa: ANN
            tpp, density = self("tpp", period), self("density", period)
            dc, china = self("datacenter", period), self("china", period)
            a = (tpp >= 4800) + (tpp >= 1600) * (density >= 5.92) * dc
            b = dc * (
                (tpp >= 2400) * (tpp < 4800) * (density >= 1.6) * (density < 5.92)
                + (tpp >= 1600) * (density >= 3.2) * (density < 5.92)
            )
            return china * ((a + b) > 0)

    system = TaxBenefitSystem([chip])
    facts = (("tpp", float), ("density", float), ("datacenter", bool), ("china", bool))
    for name, kind in facts:
        system.add_variable(fact(name, kind))
    system.add_variable(caught)
    day = "2024-06-03"
    figures = {"tpp": 2912, "density": 2912 / 609, "datacenter": True, "china": True}
    case = {"chips": {"one": {**{k: {day: v} for k, v in figures.items()}, "caught": {day: None}}}}

    def ask(*, trace: bool) -> bool:
        simulation = SimulationBuilder().build_from_entities(system, case)
        simulation.trace = trace
        return bool(simulation.calculate("caught", day)[0])

    assert ask(trace=True)
    return {
        "OpenFisca, build and calculate": lambda: ask(trace=False),
        "OpenFisca, build, calculate, trace": lambda: ask(trace=True),
    }


def zen_tasks() -> dict[str, Callable[[], object]]:
    import zen

    def row(name: str, tpp: str, density: str, datacenter: str) -> dict[str, str]:
        return {"_id": name, "t": tpp, "d": density, "dc": datacenter, "to": '"CN"', "out": "true"}

    table = {
        "hitPolicy": "first",
        "inputs": [
            {"id": "t", "name": "tpp", "field": "tpp"},
            {"id": "d", "name": "density", "field": "density"},
            {"id": "dc", "name": "datacenter", "field": "datacenter"},
            {"id": "to", "name": "to", "field": "to"},
        ],
        "outputs": [{"id": "out", "name": "caught", "field": "caught"}],
        "rules": [
            row("1", ">= 4800", "", ""),
            row("2", ">= 1600", ">= 5.92", "true"),
            row("3", "[2400..4800)", "[1.6..5.92)", "true"),
            row("4", ">= 1600", "[3.2..5.92)", "true"),
        ],
    }
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {
                "id": "t", "type": "decisionTableNode", "name": "t", "content": table,
                "position": {"x": 1, "y": 0},
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
            {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
        ],
    }  # fmt: skip
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    case = {"tpp": 2912, "density": 2912 / 609, "datacenter": True, "to": "CN"}
    assert decision.evaluate(case)["result"] == {"caught": True}
    return {
        "zen-engine, table": lambda: decision.evaluate(case),
        "zen-engine, table with trace": lambda: decision.evaluate(case, {"trace": True}),
    }


def throughput() -> None:
    """Cases per second through the command line, all different, and all alike."""
    print(f"\nlicet check --file, {LINES:,} lines, whole process")
    with tempfile.TemporaryDirectory() as folder:
        for title, case in (
            ("all different", lambda n: {**CASE, "item": {"tpp": n, "datacenter": True}}),
            ("alike but for the id", lambda n: CASE),
        ):
            path = Path(folder) / "cases.jsonl"
            path.write_text("".join(json.dumps({**case(n), "id": str(n)}) + "\n"
                                    for n in range(LINES)))  # fmt: skip
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "licet", "check", "--file", str(path), "--json"],
                check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            spent = time.perf_counter() - start
            print(f"  {title:<24}{LINES / spent:>9,.0f} cases/s")


def main() -> None:
    tasks = {**licet_tasks(), **openfisca_tasks(), **zen_tasks()}
    found = medians(tasks, rounds=15, lasting=0.02)
    report("one determination, in process (median)", found, "licet, with proof")
    fisca = found["OpenFisca, build, calculate, trace"]
    print(f"\n  OpenFisca with trace / licet, thresholds: {fisca / found['licet, thresholds']:.1f}")
    print(f"  OpenFisca with trace / licet, with proof: {fisca / found['licet, with proof']:.1f}")
    if "--no-file" not in sys.argv:
        throughput()


if __name__ == "__main__":
    main()
