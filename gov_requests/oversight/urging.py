"""催办: whoever supervises tells whoever handles a request; a reminder to each, and a row of the journal."""

from dataclasses import dataclass

from gov_requests.access import Action
from gov_requests.oversight.ladder import HANDLER, HEAD, OFFICE
from gov_requests.oversight.people_to_tell import Around, directory
from gov_requests.records.base import new_key, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.reminders import Reminder, add_new
from gov_requests.today import today

CLOCK = "urged"


@dataclass(frozen=True, slots=True)
class Urging:
    """What is said, and the form's key, which keeps it from being said twice."""

    words: str
    key: str


def urge(ref: str, urging: Urging, by: Opened) -> int:
    """Tell the handler, the head of the section and the disclosure office of a request; return how many were told."""
    with one_act(by.by, by.key) as act:
        file = look_up(ref, by.by, Action.URGE)
        state = file.state
        around = Around(state.organ_id, state.section_id, state.handler_id)
        people = directory(today()).tell(around, (HANDLER, HEAD, OFFICE))
        key = urging.key or new_key()
        text = f"督办催办 {file.case.number}：{urging.words}"[:300]
        rows = [
            {
                "key": f"{CLOCK}:{key}:{person_id}",
                "clock": CLOCK,
                "subject_id": file.case.id,
                "organ_id": state.organ_id,
                "person_id": person_id,
                "due_on": state.safe_due_on or today(),
                "step": 0,
                "fell_on": today(),
                "text": text,
                "made_at": act.at,
            }
            for person_id in people
        ]
        act.note("urged", number=file.case.number, words=urging.words, told=people)
        act.case_id = file.case.id
        return add_new(Reminder.__table__, rows)
