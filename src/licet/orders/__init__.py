"""Order books in bulk: millions of lines decided, turns of policy, what they cost.

Lines that the law can't tell apart are decided once; see `licet.orders.reduction`. What is heavy
(DuckDB, Arrow, data frames) comes with the extra ``licet[orders]`` and is imported when needed.
"""

from __future__ import annotations
