"""The look into SPARQL text against the engine itself: whenever it tries to ask another server, we have seen it."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kgbuild.sparql import names_service

SERVER = "<http://127.0.0.1:1/>"
"""Oxigraph refuses this port before it opens a socket, and says so."""
PIECES = ["SERVICE", SERVER, "<", ">", "'", '"', "'''", '"""', "#", "\n", "\r", " ", "{", "}", "{}", "(", ")", "?a"]
PIECES += ["FILTER(", "1", "\\", "\\u0022", ":", "a:", ".", "&&", "||", "true", "OPTIONAL", "x", "=", ","]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_the_engine_would_ask_is_seen(middle):
    """Texts around the keyword, thrown together; whenever the engine tries to ask, we must have seen it."""
    query = f"PREFIX a: {SERVER} PREFIX : {SERVER} SELECT * {{ {middle} SERVICE {SERVER} {{}} }}"
    for text in (query, f"SELECT * {{ {middle} }}"):
        if _asks(text):
            assert names_service(text)


def _asks(query):
    try:
        list(Store().query(query))
    except OSError:
        return True
    except (SyntaxError, ValueError):
        return False
    return False
