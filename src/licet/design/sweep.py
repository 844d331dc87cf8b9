"""Many variants of a design at once: their figures, verdicts and paragraphs, as arrays.

The law matters to a number only through the cell it lies in. So each array is sorted into the
cells of its fact, each distinct combination of cells is put to the evaluator once, and the answer
goes back to every variant. Figures within a hair of a threshold are worked out once more in exact
rationals from the decimals of the parameters, so that no rounding moves a chip across a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from licet.decision.verdict import open_keys
from licet.design.derive import Figures, as_floats, figures_of, has_ranges
from licet.design.paths import with_value
from licet.design.plan import Design
from licet.errors import BadInput
from licet.questions.setting import Setting, setting, standing
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Law
from licet.rules.values import Interval, Value, exact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEAR = 1e-9
# The facts of an IC that a design derives as numbers.
FACTS = (
    "tpp", "performance_density", "applicable_die_area_mm2", "dram_bandwidth_gb_s",
    "interconnect_gb_s", "transistors_bn", "node_nm", "peak_tops",
)  # fmt: skip


@dataclass(frozen=True)
class Sweep:
    """The variants of a design.

    Attributes:
        parameters: The arrays that were varied, by path.
        figures: Arrays of figures by fact, and ``memory_gb`` and ``rate:FORMAT``.
        verdict: The verdict of each variant.
        paragraph: The paragraph each meets; ``none`` for none.
        combinations: How many distinct combinations of cells were asked.
        rechecked: How many variants lay within a hair of a line.
    """

    parameters: Mapping[str, Floats]
    figures: Mapping[str, Floats]
    verdict: NDArray[np.str_]
    paragraph: NDArray[np.str_]
    combinations: int
    rechecked: int

    def __len__(self) -> int:
        return len(self.verdict)


def sweep(
    design: Design,
    vary: Mapping[str, Any],
    *,
    to: str,
    on: date | str,
    law: Law | None = None,
    layer: str = "practice",
    **case: Any,
) -> Sweep:
    """Verdict and figures of many variants of a design.

    Args:
        design: The design.
        vary: For each path (``clock_ghz``, ``unit.0.count``, ``die.0.area_mm2``, …) one number
            for each variant; the arrays have one length.
        to: The destination.
        on: The day.
        law: A law to use instead of the embedded one.
        layer: ``text`` or ``practice``.
        case: Further keys of a case.

    Raises:
        BadInput: numpy is not installed, a path names no number, or the arrays don't fit.
    """
    np = numpy()
    arrays: dict[str, Floats] = {
        path: np.asarray(values, dtype=float).ravel() for path, values in vary.items()
    }
    if not arrays or len({len(array) for array in arrays.values()}) != 1:
        raise BadInput("the arrays of a sweep must have one length", hint="np.meshgrid, .ravel()")
    for path, array in arrays.items():
        if not np.isfinite(array).all() or (array <= 0).any():
            raise BadInput(f"`{path}`: a number that is not above 0", hint="finite numbers above 0")
    one = design
    for path, array in arrays.items():
        one = with_value(one, path, exact(float(array[0])))
    if has_ranges(one):
        raise BadInput("a range in the design of a sweep", hint="vary it, or give one number")
    many = as_floats(design)
    for path, array in arrays.items():
        many = with_value(many, path, array)
    found = figures_of(many, np.maximum)
    count = len(next(iter(arrays.values())))
    table = _table(found, count)
    place = setting(
        figures=figures_of(one).item(), kind=design.form, to=to, on=on, law=law, layer=layer,
        **case,
    )  # fmt: skip
    return _judged(_Varied(design, arrays, place), table)


def numpy() -> Any:
    """The module numpy, imported when first needed."""
    try:
        import numpy as np
    except ImportError as error:
        raise BadInput("a sweep needs numpy", hint="pip install licet[sweep]") from error
    return np


def _table(found: Figures, count: int) -> dict[str, Floats]:
    np = numpy()
    named: dict[str, Any] = {name: getattr(found, name) for name in (*FACTS, "memory_gb")}
    named |= {f"rate:{name}": rate for name, rate in found.rates.items()}
    return {
        name: np.broadcast_to(np.asarray(value, dtype=float), (count,))
        for name, value in named.items()
        if value is not None
    }


@dataclass(frozen=True)
class _Varied:
    design: Design
    arrays: Mapping[str, Floats]
    place: Setting

    def exactly(self, row: int) -> Figures:
        """The figures of one variant in exact rationals, from the decimals of its parameters."""
        design = self.design
        for path, array in self.arrays.items():
            design = with_value(design, path, exact(float(array[row])))
        return figures_of(design)


def _judged(varied: _Varied, table: dict[str, Floats]) -> Sweep:
    np = numpy()
    judge, facts = varied.place.judge(), _blind(varied.place.facts(), table)
    codes: list[Any] = []
    axes: list[tuple[Key, list[Value]]] = []
    near = np.zeros(len(next(iter(table.values()))), dtype=bool)
    asked = _asked(judge, facts)
    for name in FACTS:
        key = Key("ics", 0, name)
        if name not in table or key not in asked:
            continue
        cells = judge.cells(key, facts)
        if len(cells) > 1:
            code, close = _sorted_into(table[name], cells)
            axes.append((key, cells))
            codes.append(code)
            near |= close
    for row in np.flatnonzero(near):
        right = varied.exactly(int(row))
        for at, (key, cells) in enumerate(axes):
            codes[at][row] = _cell_of(getattr(right, key.name), cells)
    return _answered(varied, table, judge, facts, axes, codes, int(near.sum()))


def _blind(facts: Facts, table: Mapping[str, Any]) -> Facts:
    """The facts with everything that varies unknown, and no quotient to be computed from it."""
    ic = {name: None if name in table else value for name, value in facts.frames["ics"][0].items()}
    return Facts(facts.top, {**facts.frames, "ics": (ic,)}, facts.roles, (), facts.judge)


def _asked(judge: Judge, facts: Facts) -> frozenset[Key]:
    """The facts that can matter to verdict or paragraph, whatever the others turn out to be."""
    found = set(open_keys(judge, facts))
    for kind in ("parameters", "require", "prohibit", "exception"):
        for version in judge.of_kind(kind):
            found.update(judge.open_keys(version.provision, facts))
            for clause in version.conditions:
                found.update(judge.open_in(clause.when, facts))
    return frozenset(found)


def _sorted_into(values: Floats, cells: list[Value]) -> tuple[Any, Any]:
    """For each value the index of its cell, and whether it lies within a hair of an end."""
    np = numpy()
    ends: list[float] = []
    sides: list[str] = []
    for cell in cells[:-1] if isinstance(cells[-1], Interval) else cells[:-2]:
        high, open_ = (cell.high, cell.high_open) if isinstance(cell, Interval) else (cell, False)
        assert isinstance(high, Fraction)
        ends.append(float(high))
        # A cell that is open above leaves its end to the next one.
        sides.append("right" if open_ else "left")
    index = np.zeros(len(values), dtype=np.int64)
    close = np.zeros(len(values), dtype=bool)
    for end, side in zip(ends, sides, strict=True):
        index += values >= end if side == "right" else values > end
        close |= np.abs(values - end) <= NEAR * max(abs(end), 1.0)
    return index, close


def _cell_of(value: Any, cells: list[Value]) -> int:
    if not isinstance(value, Fraction):
        return len(cells) - 1
    for index, cell in enumerate(cells):
        if isinstance(cell, Interval):
            if not Interval(value, value).meet(cell).is_empty():
                return index
        elif cell == value:
            return index
    raise AssertionError("the cells cover every number")


def _answered(
    varied: _Varied,
    table: Mapping[str, Floats],
    judge: Judge,
    facts: Facts,
    axes: list[tuple[Key, list[Value]]],
    codes: list[Any],
    rechecked: int,
) -> Sweep:
    np = numpy()
    count = len(next(iter(table.values())))
    joined = np.zeros(count, dtype=np.int64)
    for (_, cells), code in zip(axes, codes, strict=True):
        joined = joined * len(cells) + code
    distinct, back = np.unique(joined, return_inverse=True)
    verdicts, paragraphs = [], []
    for number in distinct.tolist():
        at = facts
        for key, cells in reversed(axes):
            number, index = divmod(number, len(cells))
            at = at.replace(key, cells[index])
        found = standing(judge, at)
        verdicts.append(found.verdict)
        paragraphs.append(found.parameters or "none")
    return Sweep(
        parameters=varied.arrays,
        figures=table,
        verdict=np.array(verdicts)[back],
        paragraph=np.array(paragraphs)[back],
        combinations=len(distinct),
        rechecked=rechecked,
    )
