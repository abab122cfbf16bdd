"""docs/statute-map.md says what the source says."""

import re

from gov_requests.statute.provisions import SWITCHES
from tools.statute_map import DOCUMENT, article_symbols, marked_tests, statute_map

FOUND = statute_map()


def test_the_map_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == FOUND, "run: make map"


def test_every_switch_is_on_it_with_its_default():
    for switch in SWITCHES:
        default = "on" if switch.value else "off"
        assert re.search(rf"\| `{switch.name}` \| \[{switch.mark}\] \| {switch.since} \| {default} \|", FOUND)


def test_what_binds_is_found_with_symbol_and_test():
    # Without these the search itself is broken.
    symbols = {article: names for (_, article), names in article_symbols().items()}
    assert "folding._extended" in symbols["第三十三条第二款"]
    assert "provisions.RECEIPT" in symbols["第三十一条第（一）项"]
    assert any("test_article_30" in test for test in marked_tests()[30])


def test_the_assumption_about_notices_is_on_it():
    assert "`workdays.possible.PRACTICE` | [I]" in FOUND
