"""The form of a guidance case, and what it begins with: what the dispute already says."""

from typing import Any

from wtforms import SelectMultipleField

from gov_requests.documents.kinds import LETTERS
from gov_requests.records.dispute_file import Disputefile
from gov_requests.records.disputes import DisputeCase
from gov_requests.records.guidance import QUESTIONS
from gov_requests.records.office_texts import parts_of_version
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.dispute_words import ground_title
from gov_requests.web.forms import ActForm, Line, Text, pairs

#: To which of the seven questions a reason of loss belongs; others belong to how the answer is worded.
_QUESTION_OF = {
    **dict.fromkeys(("R07", "R08", "R09"), "correct"),
    "R19": "is_information",
    **dict.fromkeys(("R16", "R21"), "responsible"),
    **dict.fromkeys(("R15", "R24"), "exists"),
    **dict.fromkeys(("R12", "R13", "R17", "R27", "R28", "R30"), "disclose"),
    **dict.fromkeys(("R02", "R22"), "how"),
}


class GuidanceForm(ActForm):
    """指导案例."""

    title = Line("标题", required="请填写标题。", limit=100)
    focus = Text("争议焦点", required="请写明争议焦点。", limit=1000)
    error = Text("错误所在", required="请写明错在哪里。", limit=1000)
    holding = Text("裁判要旨", required="请写明裁判要旨。", limit=2000)
    articles = Text("条文", required="请写明适用的条文。", limit=500)
    lesson = Text("教训和做法", required="请写明教训和今后的做法。", limit=1000)
    grounds = SelectMultipleField(
        "适用的答复类型", coerce=str, choices=pairs((row.code, row.title) for row in REPLY_KINDS.values())
    )
    questions = SelectMultipleField("七步法的哪一步", coerce=str, choices=pairs(QUESTIONS.items()))
    templates = SelectMultipleField(
        "涉及的文书", coerce=str, choices=pairs((code, f"{code} {letter.title}") for code, letter in LETTERS.items())
    )

    def validate(self, extra_validators: object = None) -> bool:
        """It must be found again: by one ground at least."""
        sound = super().validate(extra_validators)
        if not self.grounds.data:
            self.grounds.errors = ["请至少选择一种答复类型：拟写这类答复时会显示本案例。"]
            return False
        return sound

    def columns(self) -> dict[str, Any]:
        """Return the case card's columns."""
        names = ("title", "focus", "error", "holding", "articles", "lesson")
        lists = ("grounds", "questions", "templates")
        return {name: self[name].data for name in names} | {name: list(self[name].data or ()) for name in lists}


def begun(file: Disputefile) -> dict[str, Any]:
    """Return what the form begins with, so that writing it takes a minute: the dispute's own words and tags."""
    told = next((one.decided.data for one in reversed(file.course.instances) if one.decided is not None), {})
    reason = LOSS_REASONS.get(told.get("loss_reason", ""))
    grounds = [link.ground for link in file.links if link.ground in REPLY_KINDS]
    words = ground_title(grounds[0]) if grounds else "答复"
    return {
        "title": f"{words}：{reason.title}" if reason else f"{words}：{file.state.outcome or ''}"[:100],
        "error": told.get("reason") or (reason.title if reason else ""),
        "holding": told.get("holding", ""),
        "articles": reason.rule if reason else "",
        "grounds": grounds,
        "questions": [_QUESTION_OF.get(reason.code, "wording")] if reason else [],
        "templates": sorted({code for code in map(_letter_of, file.links) if code in LETTERS}),
    }


def _letter_of(link: DisputeCase) -> str:
    return parts_of_version(link.template or "")[0]
