"""What the market did around a day: an event study by the market model, with the user's prices.

It needs the extra `study` (statsmodels), imported when a study is made.
"""

from __future__ import annotations
