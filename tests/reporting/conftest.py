"""What all tests of reports begin with."""

import pytest

from tests.reporting.made import CLERK, gathered


@pytest.fixture
def clerk(tmp_path):
    """The clerk's table as gathered: L017, V001, V002 and indicator-ordinal."""
    return gathered(tmp_path, clerk=CLERK)
