"""Ways of delivery (送达方式) that a page offers: in person and by post always, e-mail and fax where the office has announced them."""

from wtforms.fields.choices import SelectChoice

from gov_requests.documents.issue import announced
from gov_requests.records.cases import Case
from gov_requests.terms import ANNOUNCED, DELIVERY_METHODS
from gov_requests.web.forms import pairs

#: In person and by post can never be refused (国办公开办函〔2017〕19号).
ALWAYS = ("in_person", "ems")
#: Letters from organ to organ: no decision on anybody's right, any way will do (征求机关意见函).
_TO_ORGANS = frozenset({"D08"})


def ways_to_applicant(case: Case) -> list[SelectChoice]:
    """Return the ways to the applicant: e-mail and fax only where they were asked for and are announced."""
    asked = ANNOUNCED.get(case.delivery)
    more = (asked,) if asked is not None and asked in announced() else ()
    return _offered((*ALWAYS, *more))


def ways_to(code: str) -> list[SelectChoice]:
    """Return the ways to somebody else whom a notice of this code is for (第三方、其他机关)."""
    return _offered(tuple(DELIVERY_METHODS) if code in _TO_ORGANS else (*ALWAYS, *announced()))


def _offered(ways: tuple[str, ...]) -> list[SelectChoice]:
    return pairs((name, DELIVERY_METHODS[name]) for name in ways)
