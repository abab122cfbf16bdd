"""A letter of two pages with numbers in it, and the forms by which it is severed."""

from gov_requests.records.base import db
from gov_requests.records.severings import severing
from tests.support.plain_pdf import pdf, shown, stream
from tests.support.typing_in import send

MOBILE, ID_NUMBER = "13912345678", "990102198607210025"
PRIVATE = {
    "conclusion": "cover",
    "ground": "third_party_rights",
    "reason": "个人信息，公开会损害其权益。",
    "act": "decide",
}


def letter(*texts):
    """A PDF with a page for each text (of lines)."""
    first = 3 + len(texts)
    kids = b" ".join(b"%d 0 R" % (3 + place) for place in range(len(texts)))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(texts)),
            *(page % (first, first + 1 + place) for place in range(len(texts))),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *(stream(shown([line.encode() for line in lines])) for lines in texts),
        ]
    )


LETTER = letter([f"Contact {MOBILE}", f"ID {ID_NUMBER}", "Xu Xiaoming"], [f"Again {MOBILE}", "Office 010-65550101"])


def decide(client, number, severing_id, page, **typed):
    return send(client, f"/severing/{number}/{severing_id}/pages/{page}", **{"ground": ""} | typed)


def standing(case_id, severing_id):
    db.session.expire_all()
    return severing(case_id, severing_id)


def decide_all(client, number, severing_id):
    decide(client, number, severing_id, 1, numbers=["0", "1"], everywhere="y", **PRIVATE)
    left = {"conclusion": "leave", "reason": "办公电话，已经对外公布。", "act": "decide"}
    return decide(client, number, severing_id, 2, numbers="3", **left)


def make(client, number, severing_id):
    return send(client, f"/severing/{number}/{severing_id}/release")
