"""How a fee notice (收费通知) states the standard and the computation, from the bands of `statute.fees` (国办函〔2020〕109号)."""

from gov_requests.statute.fees import (
    PAGE_BANDS,
    PAGE_YUAN_BEYOND,
    PIECE_BANDS,
    PIECE_BLOCK,
    PIECE_STEP_YUAN,
    Band,
    fee_by_page,
    fee_by_piece,
)

BY_PIECE, BY_PAGE = "by_piece", "by_page"


def fee_of(scale: str, quantity: int) -> int:
    """Return what this request costs in yuan: the n-th piece of the month alone, or the pages of the request."""
    return fee_by_piece(quantity) - fee_by_piece(quantity - 1) if scale == BY_PIECE else fee_by_page(quantity)


def standard(scale: str) -> str:
    """The standard (收费标准) in one sentence, without its full stop."""
    if scale == BY_PIECE:
        last = PIECE_BANDS[-1]
        return (
            f"按件计收，同一申请人一个自然月内累计：{_bands(PIECE_BANDS, '件')}；第{last.upto + 1}件起，"
            f"每{PIECE_BLOCK}件为一档，每增加一档，每件收费标准提高{PIECE_STEP_YUAN}元"
        )
    last = PAGE_BANDS[-1]
    return f"按量计收：{_bands(PAGE_BANDS, '页')}；第{last.upto + 1}页以上，每页{PAGE_YUAN_BEYOND}元"


def computation(scale: str, quantity: int) -> str:
    """How the amount comes about (计算过程), without its full stop; FeeError where the number cannot be charged."""
    yuan = fee_of(scale, quantity)
    if scale == BY_PIECE:
        return f"本件为同一申请人本自然月的第{quantity}件，收费{yuan}元"
    steps, below = [], 0
    for band in (*PAGE_BANDS, Band(max(quantity, PAGE_BANDS[-1].upto), PAGE_YUAN_BEYOND)):
        pages = max(0, min(quantity, band.upto) - below)
        if pages and band.yuan:
            steps.append(f"{pages}页×{band.yuan}元＝{pages * band.yuan}元")
        below = band.upto
    told = f"共{quantity}页，前{PAGE_BANDS[0].upto}页不收费"
    return "；".join([told, *steps, *([f"合计{yuan}元"] if len(steps) > 1 else [])])


def _bands(bands: tuple[Band, ...], unit: str) -> str:
    told, below = [], 0
    for band in bands:
        price = f"每{unit}{band.yuan}元" if band.yuan else "不收费"
        told.append(f"第{below + 1}{unit}至第{band.upto}{unit}，{price}")
        below = band.upto
    return "；".join(told)
