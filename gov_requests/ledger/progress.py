"""How far a long reading is (进度): what takes long yields this as it goes, and whoever shows it draws the steps."""

from collections.abc import Callable
from typing import NamedTuple

#: How many pieces lie between two steps.
STRIDE = 100


class Step(NamedTuple):
    """``done`` of ``of`` pieces."""

    done: int
    of: int

    @property
    def percent(self) -> int:
        """How far it is, in whole per cent."""
        return 100 * self.done // self.of if self.of else 100


#: Hears how far it is.
Progress = Callable[[Step], None]
