"""What stands beside the counter's form and answers while it is typed: the dates, and who has asked before."""

from typing import Any

from flask_login import current_user

from gov_requests.intake.drafting import FIELDS
from gov_requests.intake.forms import RegisterForm
from gov_requests.intake.known import Known, known_applicant, namesakes
from gov_requests.intake.outlook import outlook
from gov_requests.records.alike import alike, frequency, others_asking
from gov_requests.records.entry_draft_files import kept_files
from gov_requests.statute.fees import PIECE_BANDS
from gov_requests.today import now, today
from gov_requests.web.alike_rows import alike_rows
from gov_requests.web.filters import SHANGHAI


def beside(form: RegisterForm, known: Known | None, *, kept: bool = False) -> dict[str, Any]:
    """Return what ``intake/_beside.html`` shows for a form that has been read."""
    own = known.ids if known else frozenset[int]()
    found = alike(form.description.data or "", current_user, current_user.organ_id, own=own)
    return {
        "outlook": outlook(form),
        "known": known,
        "alike": alike_rows(found),
        "applicants": others_asking(found) + 1,
        "often": frequency(known.ids, current_user.organ_id, today()) if known else None,
        "free_pieces": PIECE_BANDS[0].upto,
        "namesakes": namesakes(form, current_user),
        "files": kept_files(current_user, form.act_key.data or ""),
        "file_faults": [fault for name in FIELDS for fault in form[name].errors],
        "kept_at": now().astimezone(SHANGHAI).strftime("%H:%M:%S") if kept else None,
    }


def beside_typed(form: RegisterForm, *, kept: bool) -> dict[str, Any]:
    """Return the same for a form that has just come in."""
    return beside(form, known_applicant(form, current_user), kept=kept)
