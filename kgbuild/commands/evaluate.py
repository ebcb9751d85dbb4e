"""`kgbuild evaluate`: the tagger against a labelled set."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kgbuild.cli import CLEAN
from kgbuild.errors import UnreadableInput
from kgbuild.evaluation import as_json, as_text, evaluate


def run(options: argparse.Namespace) -> int:
    """Print precision, recall and F1 by industry, and the errors."""
    path = Path(options.labelled)
    try:
        score = evaluate(path)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"not a labelled set ({type(error).__name__}: {error})") from None
    sys.stdout.write(as_json(score) if options.format == "json" else as_text(score))
    return CLEAN
