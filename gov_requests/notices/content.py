"""What a notice holds beside its letter, and the fact that sending it makes."""

from datetime import date
from typing import Any

from gov_requests.records.notices import Notice
from gov_requests.web.gates import NOTICES


def fact_of(notice: Notice, on: date) -> dict[str, Any]:
    """Return the fact of the clock that sending a notice on a day makes (``statute.facts``, JSON form).

    Raises ``LookupError`` for a notice that makes none.
    """
    if not NOTICES[notice.code].fact:
        raise LookupError(notice.code)
    return {"kind": NOTICES[notice.code].fact, "on": on.isoformat(), **_MORE.get(notice.code, _nothing)(notice)}


def told_beside(notice: Notice) -> dict[str, Any]:
    """Return what the journal keeps of a notice beside its fact: the reply kind of an abandonment, the day told to a third party."""
    if notice.code == "D07":
        return {"release_on": notice.content["release_on"]}
    return {"reply_kind": notice.content["reply_kind"]} if notice.code == "D26" else {}


def _nothing(_notice: Notice) -> dict[str, Any]:
    return {}


def _correction(notice: Notice) -> dict[str, Any]:
    return {"reply_by": notice.content["reply_by"]} if notice.content.get("reply_by") else {}


def _extension(notice: Notice) -> dict[str, Any]:
    # The head's consent is the issuing of the letter (第三十三条第二款).
    approved = notice.letter.dated.isoformat() if notice.letter is not None else None
    return {"workdays": notice.content["workdays"]} | ({"approved_on": approved} if approved else {})


def _opinion(notice: Notice) -> dict[str, Any]:
    return {"ref": notice.ref, "from": notice.content["source"]}


_MORE = {"D02": _correction, "D04": _extension, "D05": _opinion, "D08": _opinion}
