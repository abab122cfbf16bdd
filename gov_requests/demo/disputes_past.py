"""``demo load --requests N``: disputes about some of the further lives, written in the same batches."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gov_requests.demo.writer import Writer
from gov_requests.records.bulk import Signed
from gov_requests.records.dispute_bulk import Answered, LedgerDispute, LedgerScribe
from gov_requests.statute.disputes import DIRECT_SUIT, KINDS, RECONSIDERATION, SUIT_AFTER
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import CORRECTED, OUTCOMES

#: How many of the answered requests are disputed, how many disputes are decided, and how they end: word → weight.
_DISPUTED, _DECIDED = 0.03, 0.9
_KINDS = ((RECONSIDERATION, 7), (DIRECT_SUIT, 2), (SUIT_AFTER, 1))
_REVIEW = (
    ("维持", 50),
    ("驳回复议请求", 12),
    ("撤销", 12),
    ("确认违法", 6),
    ("责令履行", 3),
    ("终止", 10),
    ("撤回", 7),
)
_COURT = (("驳回诉讼请求", 60), ("撤销", 7), ("确认违法", 4), ("驳回起诉", 14), ("撤诉", 15))
_BODIES = {RECONSIDERATION: "区人民政府", DIRECT_SUIT: "区人民法院", SUIT_AFTER: "中级人民法院"}


class PastDisputes:
    """Draws them from the same chance as the lives; numbers run through."""

    def __init__(self, writer: Writer, chance: random.Random, until: datetime) -> None:
        self.writer, self.chance, self.until = writer, chance, until
        self.scribes: dict[int, LedgerScribe] = {}
        self.count = 0

    def maybe(self, organ_id: int, by: Signed, case_id: int, state: Mapping[str, Any]) -> None:
        """Add a dispute about a closed request, now and then."""
        closed, kind = state["closed_on"], state["reply_kind"]
        if closed is None or kind in (None, "withdrawn") or self.chance.random() >= _DISPUTED:
            return
        received = closed + timedelta(days=self.chance.randrange(15, 75))
        if received >= self.until.date():
            return
        self.count += 1
        row = self._row(received)
        scribe = self.scribes.get(organ_id)
        if scribe is None:
            scribe = self.scribes[organ_id] = LedgerScribe(self.writer, organ_id, self.until, by.id)
        answered = Answered(case_id, state["section_id"], state["handler_id"], kind, state["channel"])
        scribe.write_row(row, answered)
        self.writer.act("dispute_registered", {"dispute": row.number}, at=self.until, by=by, case_id=case_id)

    def _row(self, received: date) -> LedgerDispute:
        kind = self._drawn(_KINDS)
        days = self.chance.randrange(20, 60) if kind == RECONSIDERATION else self.chance.randrange(45, 190)
        decided = received + timedelta(days=days)
        done = decided < self.until.date() and self.chance.random() < _DECIDED
        outcome = self._drawn(_REVIEW if kind == RECONSIDERATION else _COURT) if done else None
        lost = outcome is not None and OUTCOMES[outcome].bucket == CORRECTED
        return LedgerDispute(
            number=f"{KINDS[kind].title[0]}〔{received.year}〕{self.count}号",
            kind=kind,
            received_on=received,
            body=_BODIES[kind],
            procedure="simplified" if kind == RECONSIDERATION and self.chance.random() < 0.5 else "ordinary",
            answered_on=received + timedelta(days=self.chance.randrange(3, 8)) if done else None,
            outcome=outcome,
            concluded_on=decided if done else None,
            reason=self.chance.choice([row.title for row in LOSS_REASONS.values()]) if lost else None,
        )

    def _drawn(self, weighted: tuple[tuple[str, int], ...]) -> str:
        return self.chance.choices([word for word, _ in weighted], [weight for _, weight in weighted])[0]
