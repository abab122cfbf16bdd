"""信息处理费: 《政府信息公开信息处理费管理办法》(国办函〔2020〕109号).

By piece or by page, never both on one request; super-progressive.
"""

from typing import NamedTuple


class FeeError(ValueError):
    """A number that no fee can be computed for. The sentence says what would be right."""


class Band(NamedTuple):
    """Up to and including ``upto`` pieces or pages: ``yuan`` each."""

    upto: int
    yuan: int


#: Article 4: the pieces of one applicant with one organ in one calendar month (自然月).
PIECE_BANDS = (Band(10, 0), Band(30, 100))
#: From the 31st on, each further block of ten costs 100 yuan a piece more than the one before it. [I]
PIECE_BLOCK, PIECE_STEP_YUAN = 10, 100
#: Article 5: the pages of one request.
PAGE_BANDS = (Band(30, 0), Band(100, 10), Band(200, 20))
PAGE_YUAN_BEYOND = 40


def fee_by_piece(pieces: int) -> int:
    """Return the yuan for ``pieces`` pieces of one applicant in one calendar month (按件, Article 4). Raises FeeError."""
    _whole(pieces, "件数")
    yuan = _banded(pieces, PIECE_BANDS)
    beyond = max(0, pieces - PIECE_BANDS[-1].upto)
    blocks, rest = divmod(beyond, PIECE_BLOCK)
    rate = PIECE_BANDS[-1].yuan + PIECE_STEP_YUAN
    # blocks full blocks at rate, rate + step, …
    full = blocks * rate + PIECE_STEP_YUAN * blocks * (blocks - 1) // 2
    return yuan + PIECE_BLOCK * full + rest * (rate + PIECE_STEP_YUAN * blocks)


def fee_by_page(pages: int) -> int:
    """Return the yuan for ``pages`` pages of one request (按量, Article 5). Raises FeeError."""
    _whole(pages, "页数")
    return _banded(pages, PAGE_BANDS) + PAGE_YUAN_BEYOND * max(0, pages - PAGE_BANDS[-1].upto)


def _banded(number: int, bands: tuple[Band, ...]) -> int:
    yuan = below = 0
    for band in bands:
        yuan += band.yuan * max(0, min(number, band.upto) - below)
        below = band.upto
    return yuan


def _whole(number: int, what: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise FeeError(f"{what}“{number}”无法计费：应为不小于 0 的整数。")
