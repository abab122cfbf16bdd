"""Typing a 保密审查单 into its page."""

from gov_requests.documents.review_items import items_of_draft
from gov_requests.records.drafts import latest_draft
from gov_requests.terms import SECRECY_CHECKS
from tests import factories

JUDGED = "与以往提供的信息合并，没有风险。"


def typed(file, **changed):
    """What is typed to pass the newest draft; ``changed`` by the name of the form's field, or within the columns (``its_conclusion``)."""
    fields = {"aggregation_risk": JUDGED, "opinion": "", "conclusion": "pass"}
    for item in items_of_draft(latest_draft(file.case.id)):
        column = {f"{code}_found": "no" for code, _title, _hint in SECRECY_CHECKS} | {
            f"{code}_note": "" for code, _title, _hint in SECRECY_CHECKS
        }
        column |= {"source": "虚构区住建局", "number": "虚建〔2024〕8号", "dated": "2024-05-06", "carrier": "纸质公文"}
        column |= {"pages": "4", "ground": "", "conclusion": "open", "re_evaluate_on": ""}
        if item.kind == "withheld":
            column |= {"conclusion": "withheld", "ground": "第十五条", "re_evaluate_on": "2027-11-24"}
        fields |= {f"{item.key}_{name}": value for name, value in column.items()}
    for name, value in changed.items():
        within = name.removeprefix("its_")
        matching = [field for field in fields if field.startswith("d") and field.partition("_")[2] == within]
        fields |= dict.fromkeys(matching if within != name else [name], value)
    return fields


def key_of(file):
    """The key of the first document's column."""
    return items_of_draft(latest_draft(file.case.id))[0].key


def as_(app, person):
    """A browser in which a person is signed in."""
    return factories.sign_in(app.test_client(), person)


def address(file):
    """Where the 保密审查单 of a request is."""
    return f"/review/{file.case.number}/secrecy"
