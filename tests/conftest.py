"""Settings shared by all tests: property tests draw the same examples on every machine."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

# What licet keeps between runs stays out of the user's own folders.
os.environ.setdefault("LICET_CACHE", tempfile.mkdtemp(prefix="licet-cache-"))

settings.register_profile(
    "licet",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("licet")
