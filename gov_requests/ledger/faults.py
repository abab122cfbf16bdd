"""What is wrong in a ledger (错误) and what was unlawful in it (提示): where, what, and what would be right."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """A malformed cell. Nothing is stored while there is one."""

    sheet: str
    row: int
    column: str
    wrong: str
    right: str

    @property
    def sentence(self) -> str:
        """The fault in one line."""
        return f"「{self.sheet}」第 {self.row} 行“{self.column}”：{self.wrong}{self.right}"

    def as_dict(self) -> dict[str, Any]:
        """Return its JSON form."""
        return asdict(self) | {"sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that is stored as it is: an unlawful act, an earlier step that is missing, dates that do not fit."""

    sheet: str
    row: int
    number: str
    code: str
    text: str

    @property
    def sentence(self) -> str:
        """The warning in one line."""
        return f"「{self.sheet}」第 {self.row} 行 {self.number}：{self.text}"

    def as_dict(self) -> dict[str, Any]:
        """Return its JSON form."""
        return asdict(self) | {"sentence": self.sentence}
