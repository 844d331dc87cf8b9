"""What the record already holds is not added a second time."""

from __future__ import annotations

import json
from pathlib import Path

from licet.cli import main


def _event(**more: object) -> dict[str, object]:
    return {
        "date": "2025-07-14", "jurisdiction": "US", "actor": "Nvidia", "action": "assure-license",
        "direction": "loosen", "status": "announced", "items": ["H20"], "destinations": ["CN"],
        "evidence": "licenses will be granted", **more,
    }  # fmt: skip


def test_an_event_on_record_is_named_and_left_out(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    known = _event(record={"state": "known", "id": "us-2025-07-14-h20-assurance"})
    fresh = _event(date="2025-07-16", record={"state": "new"})
    file = tmp_path / "proposed.json"
    file.write_text(json.dumps({"published": "2025-07-18", "events": [known, fresh]}))
    assert main(["timeline", "add", str(file), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "on record as us-2025-07-14-h20-assurance, not added" in said
    assert (tmp_path / "timeline.csv").read_text().count("\nown-") == 1
