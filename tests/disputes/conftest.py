"""What the tests of the disputes room start from."""

import pytest

from tests import factories


@pytest.fixture
def office(database, today_is):
    """An office, on 2026-11-24 in the morning."""
    today_is("2026-11-24T10:00")
    return factories.Office()
