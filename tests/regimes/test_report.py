"""Other regimes on the terminal: each under its own jurisdiction, with status and source."""

from __future__ import annotations

import pytest

from licet.cli.main import main
from licet.law import law
from licet.lawcheck import verify


def test_the_h200_in_february_2026(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "H200", "--to", "CN", "--on", "2026-02-01"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "US tariff: Section 232 duty on advanced computing chips" in out
    assert "25 percent ad valorem of customs value" in out
    assert "open: asks item, enters_us" in out
    assert "China: Customs order against the H200" in out
    assert "reported, applies" in out
    assert "no part of the verdict" in out


def test_the_law_with_all_regimes_verifies() -> None:
    report = verify(law())
    assert report["errors"] == []
    assert report["overlaps"] == []
    assert report["uncited"] == []
