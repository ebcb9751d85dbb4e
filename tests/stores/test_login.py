"""Where a password comes from, and where it never shows."""

import pytest

from kgbuild import cli
from kgbuild.errors import UsageError
from kgbuild.remote import Login
from kgbuild.remote.login import login_of

URL = "https://example.org:8890/sparql"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch, tmp_path):
    monkeypatch.delenv("KGBUILD_PASSWORD", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "netrc"


def test_from_the_environment(monkeypatch):
    monkeypatch.setenv("KGBUILD_PASSWORD", "hidden")
    assert login_of("me", URL) == Login("me", "hidden")
    assert "hidden" not in repr(login_of("me", URL))


def test_from_netrc(nothing_known):
    nothing_known.write_text("machine example.org login me password hidden\n", encoding="utf-8")
    nothing_known.chmod(0o600)
    assert login_of("me", URL) == Login("me", "hidden")
    with pytest.raises(UsageError):
        login_of("you", URL)


def test_broken_netrc_shows_nothing_of_itself(nothing_known):
    nothing_known.write_text("machine example.org login me hidden\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        login_of("me", URL)
    assert str(nothing_known) in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_nobody_to_ask():
    with pytest.raises(UsageError, match="KGBUILD_PASSWORD"):
        login_of("me", URL)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--endpoint", "https://me:hidden@example.org/sparql"],
        ["--endpoint", "https://example.org/sparql", "--auth", "me:hidden"],
    ],
)
def test_password_on_the_command_line_is_refused(capsys, seed_graph, arguments):
    assert cli.main(["push", str(seed_graph.path), *arguments]) == cli.USAGE
    assert "hidden" not in capsys.readouterr().err
