"""Templates to pages: everything escaped, both languages, links that stay on this server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kgbuild.server.addresses import sparql_link
from kgbuild.server.negotiation import language

_FOLDER: Final = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.globals["sparql_link"] = sparql_link
    return environment


def language_of(request: Request) -> str:
    """`zh` or `en`."""
    return language(request.query_params.get("lang"), request.headers.get("accept-language"))


def page(
    request: Request, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **shown: Any
) -> Response:
    """The page `name` in the language of the request."""
    lang = language_of(request)
    addresses = request.app.state.graph.addresses

    def local(path: str) -> str:
        """A link on this server, in the language that was chosen in the address."""
        if "lang" not in request.query_params:
            return path
        return f"{path}{'&' if '?' in path else '?'}lang={lang}"

    def link(iri: str) -> str | None:
        path = addresses.path(iri)
        return local(path) if path else None

    other = "en" if lang == "zh" else "zh"
    fields = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    text = _environment().get_template(f"{name}.html.jinja").render(
        lang=lang,
        t=lambda zh, en: en if lang == "en" else zh,
        local=local,
        link=link,
        chosen_lang=request.query_params.get("lang", ""),
        other_language=f"{request.url.path}?{urlencode([*fields, ('lang', other)])}",
        **shown,
    )  # fmt: skip
    return HTMLResponse(text, status, {"Vary": "Accept, Accept-Language", "Content-Language": lang, **(headers or {})})
