"""Requests made up from the OpenAPI description: no server error, no answer it does not describe."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, Phase, settings

from licet.server.app import build
from licet.server.settings import Settings
from serverside import TOKEN

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    described = schemathesis.openapi.from_dict(build(Settings(token=TOKEN)).openapi())

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@described.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.filterwarnings("ignore")
def test_no_made_up_request_is_answered_but_as_described(case, address):
    answer = case.call(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30)
    case.validate_response(answer, checks=CHECKS)
