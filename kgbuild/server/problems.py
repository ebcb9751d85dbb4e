"""What a caller is told who does not get an answer: a status, one line of title, what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kgbuild.server.negotiation import HTML, JSON, chosen, content_type

_PLAIN: Final = "text/plain"
_PROBLEM: Final = "application/problem+json"


@dataclass
class Problem(Exception):
    """An answer that is none. Shown as RFC 9457 JSON, as a page, or as a line of text."""

    status: int
    title: str
    detail: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def as_response(request: Request, problem: Problem) -> Response:
    """The problem in the form that the caller can read."""
    wanted = chosen(request.headers.get("accept"), (_PLAIN, _PROBLEM, JSON, HTML))
    headers = {**problem.headers, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    if wanted == HTML:
        from kgbuild.server.views import page

        return page(request, "problem", status=problem.status, headers=headers, problem=problem)
    if wanted in (_PROBLEM, JSON):
        said = {"status": problem.status, "title": problem.title, "detail": problem.detail}
        text, media = json.dumps(said, ensure_ascii=False), _PROBLEM
    else:
        text, media = "\n".join(filter(None, (problem.title, problem.detail))) + "\n", content_type(_PLAIN)
    return Response(text, problem.status, headers, media)
