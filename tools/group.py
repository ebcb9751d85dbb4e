"""Print the requirements of one dependency group of pyproject.toml, one a line (older pip cannot read groups)."""

import sys
import tomllib
from pathlib import Path

groups = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["dependency-groups"]
print("\n".join(groups[sys.argv[1]]))
