"""The market model, abnormal returns and their bands.

The model ``R = alpha + beta * M + e`` is fitted by least squares to the estimation window. An
abnormal return is a prediction error outside of it, so that its variance has two parts: that of a
day, and that of the fitted line. With X the regressors of the estimation and Z those of the event
window, the covariance of the abnormal returns is ``s2 * (I + Z (X'X)^-1 Z')``; that of a sum of
them is ``c' V c`` with ones for the days summed. The estimation errors are common to all days, so
the bands of the sum are wider than the root of the number of days would make them.
See Campbell, Lo and MacKinlay (1997), The Econometrics of Financial Markets, section 4.4, and
Salinger (1992), Standard Errors in Event Studies, JFQA 27(1), 39-53.
The bands use Student's t with two degrees of freedom fewer than days of estimation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.errors import BadInput, LicetError
from licet.study.window import Sample

VARIANCE = "s2 * (1 + z'(X'X)^-1 z); cumulative: s2 * c'(I + Z(X'X)^-1 Z')c; Student's t, n - 2"
"""The formula of the bands, as the answer states it."""


class NoStatsmodels(LicetError):
    """The library that fits the model is not installed."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event window; returns in logarithms, bands as half their width."""

    offset: int
    day: date
    actual: float
    expected: float
    abnormal: float
    band: float
    cumulative: float
    cumulative_band: float


@dataclass(frozen=True, slots=True)
class Study:
    """An event study of one security and one event.

    Attributes:
        sample: The days and returns it rests on.
        level: The level of the bands, such as 0.95.
        alpha: The fitted return on a day without a move of the market.
        beta: The fitted return for each unit of the market's.
        sigma: The standard deviation of a day, from the residuals.
        r_squared: The part of the variance that the market explains.
        durbin_watson: Near 2 when residuals do not follow each other.
        days: The event window.
        t: The cumulative abnormal return of the whole window over its standard error.
        p: How often so large a value comes by chance, if the model holds.
    """

    sample: Sample
    level: float
    alpha: float
    beta: float
    sigma: float
    r_squared: float
    durbin_watson: float
    days: tuple[Day, ...]
    t: float
    p: float


def study(sample: Sample, level: float = 0.95) -> Study:
    """The event study of a sample.

    Args:
        sample: The returns.
        level: The level of the bands, between 0.5 and 0.999.

    Raises:
        BadInput: The level is out of range, or the market or the stock does not move.
        NoStatsmodels: The extra `study` is not installed.
    """
    if not 0.5 <= level <= 0.999:
        raise BadInput(f"a level of `{level}`", hint="between 0.5 and 0.999; 0.95 is common")
    np, ols, t_of = _libraries()
    ours = np.array([pair[0] for pair in sample.estimation])
    theirs = np.array([pair[1] for pair in sample.estimation])
    if np.ptp(theirs) < 1e-12:
        raise BadInput("the market does not move in the estimation window")
    if np.ptp(ours) < 1e-12:
        raise BadInput("the stock does not move in the estimation window")
    inside = np.column_stack([np.ones(len(theirs)), theirs])
    fit = ols(ours, inside).fit()
    alpha, beta = (float(value) for value in fit.params)
    if fit.scale < 1e-20:
        raise BadInput("the stock follows the market exactly: there is nothing to estimate")
    actual = np.array([pair[0] for pair in sample.window])
    outside = np.column_stack([np.ones(len(actual)), [pair[1] for pair in sample.window]])
    expected = outside @ fit.params
    abnormal = actual - expected
    covariance = fit.scale * (np.eye(len(actual)) + outside @ fit.normalized_cov_params @ outside.T)
    # The variance of the sum of the first k days is the sum of the leading k by k block.
    sums = np.cumsum(np.cumsum(covariance, axis=0), axis=1).diagonal()
    freedom = len(ours) - 2
    width = float(t_of.ppf((1 + level) / 2, freedom))
    cumulative = np.cumsum(abnormal)
    t = float(cumulative[-1] / np.sqrt(sums[-1]))
    residuals = fit.resid
    return Study(
        sample=sample,
        level=level,
        alpha=alpha,
        beta=beta,
        sigma=float(np.sqrt(fit.scale)),
        r_squared=float(fit.rsquared),
        durbin_watson=float(np.sum(np.diff(residuals) ** 2) / np.sum(residuals**2)),
        days=tuple(
            Day(offset, day, *(float(value) for value in values))
            for offset, day, *values in zip(
                sample.offsets,
                sample.days,
                actual,
                expected,
                abnormal,
                width * np.sqrt(covariance.diagonal()),
                cumulative,
                width * np.sqrt(sums),
                strict=True,
            )
        ),
        t=t,
        p=float(2 * t_of.sf(abs(t), freedom)),
    )


def _libraries() -> tuple[Any, Any, Any]:
    try:
        import numpy as np
        from scipy.stats import t as t_of
        from statsmodels.regression.linear_model import OLS
    except ImportError as error:
        raise NoStatsmodels(
            "an event study needs statsmodels", hint="pip install 'licet[study]'"
        ) from error
    return np, OLS, t_of
