"""No sentence and no table of the law changes unseen."""

import pytest

from tests.statute.sentences import everything, kept

FOUND, KEPT = everything(), kept()


@pytest.mark.parametrize("part", sorted(KEPT | FOUND))
def test_the_law_speaks_as_it_was_read_last(part):
    found, told = FOUND.get(part), KEPT.get(part)
    if isinstance(found, dict) and isinstance(told, dict):
        assert {name: found.get(name) for name in found | told if found.get(name) != told.get(name)} == {}
    assert found == told
