"""Forms of the 保密审查: a column of fields for each document, named by its hash; the organ's rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField

from gov_requests.documents.review_items import ReviewItem
from gov_requests.records.secrecy import ReviewedDocument
from gov_requests.records.secrecy_rules import FEWEST, LONGEST_TITLE, MOST
from gov_requests.review.forms import OpinionForm
from gov_requests.review.sheets import Column, Sheet
from gov_requests.terms import CARRIERS, SECRECY_CHECKS, SECRECY_CONCLUSIONS
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

FOUND = [("no", "无"), ("yes", "有")]
CHOOSE = "请选择有或无。"
SAY_WHAT = "选“有”的，须写明是什么、怎样处理。"
CONCLUDE = "请选择结论。"
SAY_GROUND = "请写明依据。"
SAY_DAY = "请填写下次评估的日期。"
_LIMIT = 200


class SecrecyForm(OpinionForm):
    """The 保密审查单 of some documents; make one with ``sheet_form``. A return needs its reason only."""

    aggregation_risk = Text("汇聚风险判断", limit=500)
    #: A word by which what was given out is looked for besides.
    about = Line("主题、地点", limit=40)
    items: Sequence[ReviewItem] = ()

    def of(self, item: ReviewItem, name: str) -> Field:
        """Return a field of a document's column."""
        return self[f"{item.key}_{name}"]

    def validate(self, extra_validators: object = None) -> bool:
        """A pass needs every answer of every document, 逐项."""
        sound = super().validate(extra_validators)
        if self.conclusion.data != "pass":
            return sound
        if not self.aggregation_risk.data:
            self.aggregation_risk.errors = ["请写一句判断：与已提供的信息汇聚后有无风险。"]
            sound = False
        # Every column says what it lacks, not only the first.
        whole = [self._is_whole(item) for item in self.items]
        return all(whole) and sound

    def _is_whole(self, item: ReviewItem) -> bool:
        lacks: list[tuple[Field, str]] = []
        for code, _title, _hint in SECRECY_CHECKS:
            found, note = self.of(item, f"{code}_found"), self.of(item, f"{code}_note")
            if not found.data:
                lacks.append((found, CHOOSE))
            elif found.data == "yes" and not note.data:
                lacks.append((note, SAY_WHAT))
        conclusion = self.of(item, "conclusion")
        if not conclusion.data:
            lacks.append((conclusion, CONCLUDE))
        if conclusion.data in ("severed", "withheld"):
            lacks += [
                (field, sentence)
                for field, sentence in (
                    (self.of(item, "ground"), SAY_GROUND),
                    (self.of(item, "re_evaluate_on"), SAY_DAY),
                )
                if not field.data and not field.errors
            ]
        for field, sentence in lacks:
            field.errors = [*field.errors, sentence]
        return not lacks

    def sheet(self, marks: Mapping[str, Any], seen: Mapping[str, Any]) -> Sheet:
        """Return what was typed; ``marks``: hash → what was found without a person, ``seen``: what the judgement rests on."""
        columns = {item.sha256: self._column(item, marks.get(item.sha256, ())) for item in self.items}
        return Sheet(columns, self.aggregation_risk.data, seen)

    def _column(self, item: ReviewItem, marks: Sequence[Mapping[str, Any]]) -> Column:
        return Column(
            **{name: self.of(item, name).data for name in ("source", "number", "dated", "carrier", "pages")},
            checks={
                code: {"found": self.of(item, f"{code}_found").data or "", "note": self.of(item, f"{code}_note").data}
                for code, _title, _hint in SECRECY_CHECKS
            },
            ground=self.of(item, "ground").data,
            conclusion=self.of(item, "conclusion").data,
            re_evaluate_on=self.of(item, "re_evaluate_on").data,
            marks=marks,
        )

    def take_over(self, item: ReviewItem, known: ReviewedDocument) -> None:
        """Fill a column with what was answered for the very same content before."""
        for name in ("source", "number", "dated", "carrier", "pages", "ground", "re_evaluate_on"):
            self.of(item, name).data = getattr(known, name)
        self.of(item, "conclusion").data = known.conclusion or ""
        for code, answer in known.checks.items():
            self.of(item, f"{code}_found").data = answer["found"] or None
            self.of(item, f"{code}_note").data = answer["note"]


def sheet_form(items: Sequence[ReviewItem]) -> SecrecyForm:
    """Return the form for these documents: the columns are made from them, the checks from their table."""
    fields = {f"{item.key}_{name}": field for item in items for name, field in _column_fields(item).items()}
    made: type[SecrecyForm] = type("SheetForm", (SecrecyForm,), {"items": items, **fields})
    return made()


def _column_fields(item: ReviewItem) -> dict[str, Any]:
    of = f"“{item.title[:30]}”"
    fields: dict[str, Any] = {
        "source": Line(f"{of}产生机构", limit=100),
        "number": Line(f"{of}文号", limit=60),
        "dated": Day(f"{of}成文日期"),
        "carrier": SelectField(
            f"{of}载体", choices=pairs([("", "未填"), *((one, one) for one in CARRIERS)]), default=""
        ),
        "pages": Pages(f"{of}页数", most=99_999),
        "ground": Line(f"{of}依据", limit=_LIMIT),
        "conclusion": SelectField(
            f"{of}结论", choices=pairs([("", "请选择"), *SECRECY_CONCLUSIONS.items()]), default=""
        ),
        "re_evaluate_on": Day(f"{of}下次评估日期", future=True),
    }
    for code, title, _hint in SECRECY_CHECKS:
        fields[f"{code}_found"] = Answer(f"{of}{title}", choices=pairs(FOUND))
        fields[f"{code}_note"] = Line(f"{of}{title}：情况", limit=_LIMIT)
    return fields


class Answer(RadioField):
    """无 or 有, or not answered yet."""

    def pre_validate(self, form: Any) -> None:
        """Let what was not answered pass: whether it must be, the form says."""
        if self.data:
            super().pre_validate(form)


class Pages(Count):
    """A number of pages, or nothing."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, required="", **more)
        self.validators = ()
        self.flags.required = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing is nothing."""
        if valuelist and valuelist[0].strip():
            super().process_formdata(valuelist)
        else:
            self.data = None


class RulesForm(ActForm):
    """保密审查层级, 名单人数, 重点设施: a version for a second person to approve."""

    levels = Text("审查层级", limit=200)
    names_from = Count("名单人数", required="请填写人数。", least=2, most=1000)
    facilities = Text("重点设施", limit=2000)
    reason = Line("提出的理由", required="请写明为什么改。", limit=300)

    @property
    def titles(self) -> list[str]:
        """The levels as they were typed, one a line."""
        return _lines(self.levels.data)

    @property
    def words(self) -> list[str]:
        """The words for facilities, one a line or parted by 、."""
        return _lines((self.facilities.data or "").replace("、", "\n"))

    def validate(self, extra_validators: object = None) -> bool:
        """Two to four levels that can be told apart, or none."""
        sound = super().validate(extra_validators)
        titles = self.titles
        if titles and not FEWEST <= len(titles) <= MOST:
            self.levels.errors = [f"分级审查为 {FEWEST} 至 {MOST} 级，现有 {len(titles)} 级；一级的请留空。"]
        elif len(set(titles)) < len(titles):
            self.levels.errors = ["各级的名称不能相同。"]
        elif any(len(title) > LONGEST_TITLE for title in titles):
            self.levels.errors = [f"每级名称最多 {LONGEST_TITLE} 字。"]
        return sound and not self.levels.errors


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
