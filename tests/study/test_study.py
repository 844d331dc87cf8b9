"""The event study: known effects are found, bands cover as they promise, bad prices are named."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import numpy as np
import pytest

from licet.cli import main
from licet.errors import BadInput
from licet.study import model
from licet.study.chart import chart
from licet.study.model import NoStatsmodels, study
from licet.study.prices import Prices, read_prices
from licet.study.window import parse_window, sample

EVENT = date(2025, 4, 15)
ALPHA, BETA, SIGMA = 0.0004, 1.6, 0.02


def trading_days(count=200, around=EVENT, before=150):
    days, day = [], around
    while len(days) < before:
        day -= timedelta(1)
        if day.weekday() < 5:
            days.append(day)
    days.reverse()
    day = around
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(1)
    return tuple(days)


DAYS = trading_days()


def simulated(seed, effect=0.0, at=0, sigma=SIGMA):
    """Prices of a stock that follows the market model, with an effect on one day."""
    draw = np.random.default_rng(seed)
    market = draw.normal(0.0003, 0.011, len(DAYS))
    stock = ALPHA + BETA * market + draw.normal(0, sigma, len(DAYS))
    stock[DAYS.index(EVENT) + at] += effect
    return tuple(
        Prices(name, DAYS, tuple(100 * np.exp(np.cumsum(returns))))
        for name, returns in (("stock.csv", stock), ("index.csv", market))
    )


def made(seed, window=(-5, 10), estimation=120, level=0.95, **more):
    stock, market = simulated(seed, **more)
    return study(sample(stock, market, EVENT, window, estimation), level)


def test_the_windows():
    found = made(1).sample
    assert (EVENT, EVENT) == (found.event, found.day_zero)
    assert tuple(range(-5, 11)) == found.offsets
    assert EVENT == found.days[5]
    assert (16, 120) == (len(found.window), len(found.estimation))
    # The estimation ends on the trading day before the window.
    assert DAYS[DAYS.index(found.days[0]) - 1] == found.estimation_days[1]


def test_an_effect_without_noise_is_found_exactly():
    found = made(1, effect=-0.07, at=2, sigma=1e-6)
    assert found.beta == pytest.approx(BETA, abs=1e-4)
    by_offset = {day.offset: day for day in found.days}
    assert by_offset[2].abnormal == pytest.approx(-0.07, abs=1e-5)
    assert by_offset[1].cumulative == pytest.approx(0.0, abs=1e-4)
    assert by_offset[10].cumulative == pytest.approx(-0.07, abs=1e-4)


def test_an_effect_is_found_on_average():
    ends = [made(seed, effect=-0.1).days[-1].cumulative for seed in range(200)]
    error = np.std(ends) / math.sqrt(len(ends))
    assert abs(np.mean(ends) + 0.1) < 3 * error


@pytest.mark.parametrize(("window", "estimation"), [((-5, 10), 120), ((0, 20), 40)])
def test_the_bands_cover_as_they_promise(window, estimation):
    """Of many studies with a known effect, 95 of 100 bands hold it: of a day, and of the sum."""
    runs = 600
    day = total = 0
    for seed in range(runs):
        found = made(seed, effect=-0.05, window=window, estimation=estimation)
        zero = found.days[-window[0]]
        last = found.days[-1]
        day += abs(zero.abnormal + 0.05) <= zero.band
        total += abs(last.cumulative + 0.05) <= last.cumulative_band
    # Four standard errors of a share of 0.95.
    allowed = 4 * math.sqrt(0.95 * 0.05 / runs)
    assert abs(day / runs - 0.95) < allowed
    assert abs(total / runs - 0.95) < allowed


def test_no_effect_is_rarely_called_one():
    values = [made(seed, level=0.9).p for seed in range(400)]
    assert abs(np.mean(np.array(values) < 0.1) - 0.1) < 4 * math.sqrt(0.09 / 400)


def test_a_band_that_forgets_the_error_of_the_line_would_be_too_narrow():
    found = made(3, window=(0, 20), estimation=40)
    naive = found.sigma * math.sqrt(21)
    ratio = found.days[-1].cumulative / found.t / naive
    assert ratio > 1.15


def test_the_variance_is_that_of_a_textbook_line():
    """One day's variance in the closed form of a line with one regressor."""
    found = made(4)
    market = np.array([pair[1] for pair in found.sample.estimation])
    move = found.sample.window[5][1]
    spread = np.sum((market - market.mean()) ** 2)
    share = 1 + 1 / 120 + (move - market.mean()) ** 2 / spread
    from scipy.stats import t

    assert found.days[5].band == pytest.approx(
        t.ppf(0.975, 118) * found.sigma * math.sqrt(share), rel=1e-9
    )


def test_first_day_of_the_sum_is_the_day_itself():
    first = made(5).days[0]
    assert first.cumulative == first.abnormal
    assert first.cumulative_band == pytest.approx(first.band, rel=1e-12)


def test_a_holiday_counts_from_the_next_trading_day():
    stock, market = simulated(1)
    found = sample(stock, market, date(2025, 4, 12), (-5, 10), 120)
    assert date(2025, 4, 14) == found.day_zero


@pytest.mark.parametrize("level", [0.0, 0.4, 1.0, math.nan])
def test_levels(level):
    with pytest.raises(BadInput, match="a level"):
        made(1, level=level)


def test_without_the_library(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "statsmodels.regression.linear_model", None)
    with pytest.raises(NoStatsmodels, match=r"licet\[study\]"):
        made(1)


# Windows and dates.


@pytest.mark.parametrize("text", ["", "5", "a:b", "-5:", "10:-5", "1:2:3", "-5.5:10"])
def test_windows_that_are_none(text):
    with pytest.raises(BadInput, match="window"):
        parse_window(text)


@pytest.mark.parametrize(
    ("event", "window", "estimation", "says"),
    [
        (date(2020, 1, 1), (-5, 10), 120, "outside the prices of stock.csv: 2024"),
        (date(2030, 1, 1), (-5, 10), 120, "outside the prices"),
        (EVENT, (-5, 10), 20, "an estimation of `20` days"),
        (EVENT, (-5, 10), 145, "144 returns before the window, 145 are needed"),
        (EVENT, (-5, 60), 120, "11 more trading days"),
    ],
)
def test_days_out_of_range(event, window, estimation, says):
    stock, market = simulated(1)
    with pytest.raises(BadInput, match=says):
        sample(stock, market, event, window, estimation)


def test_as_much_as_there_is():
    stock, market = simulated(1)
    assert 144 == len(sample(stock, market, EVENT, (-5, 49), 144).estimation)


def without(prices, *drop):
    kept = [(d, c) for d, c in zip(prices.days, prices.closes, strict=True) if d not in drop]
    return Prices(prices.name, tuple(d for d, _ in kept), tuple(c for _, c in kept))


def test_a_gap():
    stock, market = simulated(1)
    gap = [day for day in DAYS if date(2025, 2, 3) <= day <= date(2025, 2, 16)]
    with pytest.raises(BadInput, match="no prices between 2025-01-31 and 2025-02-17"):
        sample(without(stock, *gap), without(market, *gap), EVENT, (-5, 10), 120)


def test_days_that_only_one_has():
    stock, market = simulated(1)
    day = date(2025, 4, 10)
    with pytest.raises(BadInput, match=r"index.csv has no price for 2025-04-10, stock.csv has"):
        sample(stock, without(market, day), EVENT, (-5, 10), 120)
    with pytest.raises(BadInput, match=r"stock.csv has no price for 2025-04-10, index.csv has"):
        sample(without(stock, day), market, EVENT, (-5, 10), 120)


def test_a_day_outside_of_the_study_may_differ():
    stock, market = simulated(1)
    assert sample(without(stock, DAYS[3]), market, EVENT, (-5, 10), 120)


def test_a_market_that_stands_still():
    stock, _ = simulated(1)
    flat = Prices("index.csv", DAYS, (100.0,) * len(DAYS))
    with pytest.raises(BadInput, match="market does not move"):
        study(sample(stock, flat, EVENT, (-5, 10), 120))
    with pytest.raises(BadInput, match="stock does not move"):
        study(sample(flat, stock, EVENT, (-5, 10), 120))
    with pytest.raises(BadInput, match="follows the market exactly"):
        study(sample(stock, stock, EVENT, (-5, 10), 120))


# Files.


def write(tmp_path, text, name="p.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_read(tmp_path):
    found = read_prices(write(tmp_path, "Date, Close\n2025-04-15,2\n\n2025-04-14,1.5\n"))
    assert ((date(2025, 4, 14), date(2025, 4, 15)), (1.5, 2.0)) == (found.days, found.closes)


def test_choose_a_column(tmp_path):
    path = write(tmp_path, "\ufeffdate,close,adj close\n2025-04-15,2,3\n")
    assert (3.0,) == read_prices(path, "Adj Close").closes
    with pytest.raises(BadInput, match=r"not clear which column.*--column"):
        read_prices(path)
    with pytest.raises(BadInput, match="no column `open`"):
        read_prices(path, "open")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column `date`; there are: none"),
        ("day,close\n", "no column `date`; there are: `day`, `close`"),
        ("date\n2025-04-15\n", "not clear which column"),
        ("date,close,close\n", "two columns"),
        ("date,close\n", "no prices"),
        ("date,close\n2025-04-15,1\n2025-04-15,2\n", "p.csv:3: `2025-04-15` stands in line 2"),
        ("date,close\n2025-04-15,0\n", "p.csv:2: the price `0` is not above zero"),
        ("date,close\n2025-04-15,-3\n", "not above zero"),
        ("date,close\n2025-04-15,n/a\n", "p.csv:2: no price: `n/a`"),
        ("date,close\n2025-04-15,nan\n", "no price"),
        ("date,close\n2025-04-15,inf\n", "no price"),
        ("date,close\n2025-04-15,\n", "no price"),
        ("date,close\n04/15/2025,1\n", "p.csv:2: no day: `04/15/2025`"),
        ("date,close\n2025-02-30,1\n", "no day"),
        ("date,close\n20250415,1\n", "no day"),
        ("date,close\n2025-04-15,1,2\n", "p.csv:2: 3 cells, 2 columns"),
        ('date,close\n2025-04-15,"1\n', "no CSV"),
    ],
)
def test_bad_files(tmp_path, text, says):
    with pytest.raises(BadInput, match=says):
        read_prices(write(tmp_path, text))


def test_not_utf_8(tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes("date,close\n2025-04-15,£1".encode("latin-1"))
    with pytest.raises(BadInput, match="not in UTF-8"):
        read_prices(path)


# The picture and the command.


def test_chart_is_xml_and_escapes():
    text = chart(made(1, effect=-0.07), "a < b & c")
    root = ET.fromstring(text)
    assert "a < b & c" in "".join(root.itertext())
    assert "<script" not in text
    bars = [e for e in root.iter() if e.get("class") == "b"]
    assert 16 == len(bars)


def test_chart_without_day_zero():
    assert 'class="e"' not in chart(made(1, window=(1, 3)), "x")


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    for prices in simulated(7, effect=-0.07):
        rows = zip(prices.days, prices.closes, strict=True)
        write(tmp_path, "date,close\n" + "".join(f"{d},{c}\n" for d, c in rows), prices.name)
    return [str(tmp_path / "stock.csv"), "--market", str(tmp_path / "index.csv")]


def told(capsys, *argv):
    assert 0 == main(["timeline", "study", *argv])
    return capsys.readouterr().out


def test_command_json(files, capsys):
    found = json.loads(told(capsys, *files, "--event", "2025-04-15", "--json"))
    assert ("2025-04-15", 120) == (found["day_zero"], found["estimation"]["observations"])
    assert 16 == len(found["days"])
    assert "s2 * (1 + z'(X'X)^-1 z)" in found["variance"]
    assert "us-2025-04-09-h20-letter" in found["other_events_in_window"]


def test_command_readable_with_a_window_that_starts_with_a_sign(files, capsys, tmp_path):
    target = tmp_path / "out.svg"
    argv = ["--event", "2025-04-12", "--window", "-2:3", "--level", "90", "--chart", str(target)]
    out = told(capsys, *files, *argv)
    assert "Event 2025-04-12, day 0 is 2025-04-14" in out
    assert "90% band" in out
    assert "us-2025-04-09-h20-letter" in out
    assert target.read_text().startswith("<svg")


def test_command_by_an_event_of_the_record(files, capsys):
    """The letter was sent on the 9th; the market could answer from the 15th."""
    found = json.loads(told(capsys, *files, "--event", "us-2025-04-09-h20-letter", "--json"))
    assert "2025-04-15" == found["event"]
    assert "us-2025-04-09-h20-letter" not in found["other_events_in_window"]


@pytest.mark.parametrize(
    "argv",
    [
        ["--event", "soon"],
        ["--event", "2025-04-15", "--window", "x"],
        ["--event", "2025-04-15", "--estimation", "12.5"],
        ["--event", "2025-04-15", "--estimation", "1e9"],
        ["--event", "2025-04-15", "--level", "101"],
        ["--event", "2025-04-15", "--level", "x"],
        ["--event", "2025-04-15", "--column", "open"],
        ["--event", "1999-04-15"],
    ],
)
def test_command_bad_input(files, capsys, argv):
    assert 2 == main(["timeline", "study", *files, *argv])
    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith("licet: ")


def test_command_no_file(capsys):
    argv = ["gone.csv", "--market", "gone.csv", "--event", "2025-04-15"]
    assert 1 == main(["timeline", "study", *argv])
    assert "gone.csv" in capsys.readouterr().err


def test_formula_is_told():
    assert "Salinger" in (model.__doc__ or "")
