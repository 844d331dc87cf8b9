"""A determination as a memo: answer first, then why, then what it rests on. PDF by typst.

The same facts give the same bytes: no clock, no fonts of the machine, nothing random.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from licet.decision.answer import Determination
from licet.errors import LicetError
from licet.reports.sheet import sheet, turns
from licet.reports.words import WORDS, phrase

TEMPLATE = Path(__file__).parent / "memo.typ"
UNCHECKED = (
    "Whether the stated facts are true: licet takes them as given.",
    "Party names against screening lists, unless the case says what was found.",
    "The sanctions of the Treasury and the export laws of other countries.",
    "Letters and licenses that were never published, but for those of the user's own law.",
)


def memo_pdf(d: Determination, case: Mapping[str, Any]) -> bytes:
    """The memo on a determination as PDF.

    Args:
        d: The determination.
        case: The case it answers, as it was given.

    Raises:
        LicetError: typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise LicetError("a PDF needs `typst`", hint="pip install 'licet[pdf]'") from error
    text = json.dumps(memo(d, case), ensure_ascii=False)
    found = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"memo": text},
        ignore_system_fonts=True,
        timestamp=0,
    )
    return bytes(found)


def memo(d: Determination, case: Mapping[str, Any]) -> dict[str, Any]:
    """What the memo says, as a table of texts."""
    found = sheet(d, case)
    rows = [
        ("Silicon meets", found["parameters"]),
        ("Ships as", found["eccn"]),
        ("Codified text", WORDS[d.text]),
        ("In practice", WORDS[d.verdict] + (f" ({found['differs']})" if found["differs"] else "")),
    ]
    if found["review"]:
        rows.append(("Review policy", found["review"]))
    return {
        **found,
        "word": WORDS[d.verdict],
        "rows": rows,
        "turns": [
            f"Since {t['on']}: {t['title']}; until then {phrase(t['verdict'])}."
            if t["when"] == "since"
            else f"From {t['on']}: {phrase(t['verdict'])} ({t['title']})."
            for t in turns(d)
        ],
        "announced": [
            f"{a['on']}, {a['status']}: {a['says']}"
            + "".join(f" {x['on']}: {x['says']}" for x in a["later"])
            for a in found["announcements"]
        ],
        "levied": [_regime_line(one) for one in found["levies"]],
        "elsewhere": [_regime_line(one) for one in found["regimes"]],
        "others": [
            f"{a['what']} {a['value']}: {phrase(a['verdict'])}" for a in found["alternatives"]
        ],
        "given": _given(case, d),
        "unchecked": list(UNCHECKED),
    }


def _regime_line(one: Mapping[str, Any]) -> str:
    rate = f", {one['rate']}" if one["rate"] else ""
    applies = one["status"] if one["applies"] else f"{one['status']}; may apply"
    notes = "".join(f" {note}" for note in one["notes"])
    return f"{one['title']}{rate} ({one['who']}, {applies}): {one['says']}{notes} {one['cite']}."


def _given(case: Mapping[str, Any], d: Determination) -> list[tuple[str, str]]:
    dated = {**case, "on": d.shipment.on.isoformat()}
    return [(name, text) for key, value in dated.items() for name, text in _flat(key, value)]


def _flat(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [pair for key, inner in value.items() for pair in _flat(f"{name}, {key}", inner)]
    if isinstance(value, (list, tuple)):
        if any(isinstance(inner, (Mapping, list)) for inner in value):
            return [
                pair for i, inner in enumerate(value, 1) for pair in _flat(f"{name} {i}", inner)
            ]
        return [(name.replace("_", " "), ", ".join(str(inner) for inner in value) or "none")]
    if value is None:
        return []
    shown = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
    return [(name.replace("_", " "), str(shown))]
