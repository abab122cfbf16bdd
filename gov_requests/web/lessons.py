"""What stands beside the reply form when a ground is chosen: how often such answers fell, and what was learnt from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gov_requests.records.dispute_rates import fell
from gov_requests.records.guidance import GuidanceCase, guidance_for


@dataclass(frozen=True, slots=True)
class Lessons:
    """``corrected`` of ``concluded`` disputes about such answers in the whole district, and the newest guidance cases."""

    corrected: int
    concluded: int
    cases: Sequence[GuidanceCase]

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.concluded or self.cases)


def lessons_of(ground: str | None) -> Lessons | None:
    """Return the lessons of a ground; None while none is chosen."""
    return Lessons(*fell(ground), guidance_for(ground)) if ground else None
