"""The variants that no other one beats in everything a user wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from licet.design.sweep import Sweep, numpy
from licet.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WANTED = ("tpp", "dram_bandwidth_gb_s", "memory_gb", "interconnect_gb_s")
BLOCK = 2_048


def front(
    found: Sweep,
    wanted: Sequence[str] = WANTED,
    *,
    verdict: str | None = "no-license-required",
) -> NDArray[np.intp]:
    """The indexes of the variants on the Pareto front, best first by the first wish.

    Args:
        found: The variants.
        wanted: Figures of which more is better; those the design does not have are left out.
        verdict: Only variants of this verdict; None for all.

    Raises:
        BadInput: None of the figures is there.
    """
    np = numpy()
    names = [name for name in wanted if name in found.figures]
    if not names:
        raise BadInput(f"no such figures: {', '.join(wanted)}", hint=", ".join(found.figures))
    rows = np.arange(len(found)) if verdict is None else np.flatnonzero(found.verdict == verdict)
    values = np.stack([found.figures[name][rows] for name in names], axis=1)
    keep = unbeaten(values)
    chosen = rows[keep]
    order = np.argsort(-found.figures[names[0]][chosen], kind="stable")
    return chosen[order]  # type: ignore[no-any-return]


def unbeaten(values: Any) -> Any:
    """Which rows no other row beats: at least as good in every column and better in one.

    >>> import numpy as np
    >>> unbeaten(np.array([[1, 2], [2, 1], [1, 1]])).tolist()
    [0, 1]
    """
    np = numpy()
    unique, first = np.unique(values, axis=0, return_index=True)
    # From the largest sum down: a row can only be beaten by one that comes before it.
    order = np.argsort(-(unique / np.maximum(unique.max(axis=0, initial=1), 1e-300)).sum(axis=1))
    best = np.empty((0, values.shape[1] if values.ndim > 1 else 1))
    kept: list[int] = []
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        rows = unique[block]
        if len(best):
            alive = np.ones(len(rows), dtype=bool)
            for part in range(0, len(best), BLOCK):
                held = best[part : part + BLOCK]
                alive &= ~(held[None, :, :] >= rows[:, None, :]).all(axis=2).any(axis=1)
            block, rows = block[alive], rows[alive]
        covers = (rows[None, :, :] >= rows[:, None, :]).all(axis=2)
        np.fill_diagonal(covers, False)
        alive = ~covers.any(axis=1)
        kept += block[alive].tolist()
        best = np.concatenate([best, rows[alive]])
    return np.sort(first[np.array(kept, dtype=np.intp)]) if kept else np.array([], dtype=np.intp)
