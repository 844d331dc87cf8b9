"""A refusal as people or programs read it."""

from __future__ import annotations

from starlette.responses import Response

from licet.server.problems import Problem


def problem_response(problem: Problem, path: str, accept: str) -> Response:
    """The problem as a page for a browser, as JSON for everything else."""
    if path.startswith("/api/") or "text/html" not in accept:
        return problem.response()
    from licet.server.pages.render import page

    table = problem.as_dict()
    plain = problem.response()
    found = page("error.html", problem.status, here="", problem=table)
    for name in ("www-authenticate", "retry-after"):
        if name in plain.headers:
            found.headers[name] = plain.headers[name]
    return found
