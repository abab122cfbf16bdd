"""Which one row of the annual report (国办公开办函〔2021〕30号, table 三) a request counts in."""

from collections.abc import Iterable
from datetime import date

from gov_requests.statute.provisions import Article, Law, Provision
from gov_requests.statute.reply_kinds import REPLY_KINDS

REPORT_FORM = Law("中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号")

#: A request of several items counts in the first of these rows that any item has. [I]
PRECEDENCE: Provision[tuple[str, ...]] = Provision(
    "一件申请多项答复的统计口径",
    (
        (
            date(2019, 1, 1),
            Article(REPORT_FORM),
            (
                "partial",
                "open",
                "deny_secret",
                "deny_law",
                "deny_safety",
                "deny_third_party",
                "deny_internal",
                "deny_process",
                "deny_casefile",
                "deny_query",
                "unable_not_held",
                "unable_need_make",
                "unable_unclear",
                "noproc_petition",
                "noproc_repeat",
                "noproc_publication",
                "noproc_massive",
                "noproc_confirm",
                "other_no_correction",
                "other_unpaid",
                "other_misc",
            ),
        ),
    ),
)


def report_row(codes: Iterable[str], on: date) -> str:
    """Return the one row of table 三 that a request with these item kinds counts in (只计一种情形).

    ``partial`` where any item is partly disclosed, or one is disclosed beside one withheld; else by :data:`PRECEDENCE`, as it stands ``on``
    the last day of the report's year.
    Raises KeyError for an unknown kind, ValueError where there is none.
    """
    kinds = [REPLY_KINDS[code] for code in codes]
    if not kinds:
        raise ValueError("没有答复事项：每件申请至少应有一项。")
    rows = {kind.report_row for kind in kinds}
    if "partial" in rows or ("open" in rows and any(kind.withholds for kind in kinds)):
        return "partial"
    return min(rows, key=PRECEDENCE.on(on).index)


def deciding_kind(codes: Iterable[str], on: date) -> str:
    """Return the kind of answer that stands for a request of several items: the first that has its row, 部分公开 where the row is that.

    Raises as :func:`report_row` does.
    """
    listed = list(codes)
    row = report_row(listed, on)
    return next((code for code in listed if REPLY_KINDS[code].report_row == row), "partly_disclosed")
