"""The order of the decision: jurisdiction, classification, requirements, exceptions, review.

Each module takes a `Judge` (the law of one day) and the facts of one case; `answer` puts their
results together.
"""

from __future__ import annotations

from licet.decision.answer import Determination, determine

__all__ = ["Determination", "determine"]
