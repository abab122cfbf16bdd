"""救济告知: what a letter must say about reconsideration and suit.

Generated, never typed: a wrong or missing clause loses cases.

``reconsideration_first`` (复议前置, 《行政复议法》第二十三条): reconsideration **first**, and the decision says so;
``free_choice``: either; ``none``: no clause.
"""

from collections.abc import Sequence
from datetime import date

from gov_requests.statute.provisions import (
    DIRECT_SUIT_MONTHS,
    RECONSIDERATION_FILING_DAYS,
    SUIT_AFTER_RECONSIDERATION_DAYS,
    numeral,
)
from gov_requests.statute.reply_kinds import NO_RELIEF, RECONSIDERATION_FIRST, REPLY_KINDS, ReplyKind, Route


def relief_clause(
    route: Route,
    *,
    reviewing_organ: str,
    court: str,
    on: date,
    items: Sequence[int] | None = None,
    withheld_part: bool = False,
    online_channel: str | None = None,
) -> str | None:
    """Return the relief clause for ``route``, or None where there is none.

    ``reviewing_organ`` 复议机关, ``court`` 有管辖权的人民法院 for a direct suit; after reconsideration none is named, for a decision that
    changes the answer is sued before another one (《行政诉讼法》第二十六条第二款). ``on`` the letter's day, which chooses the periods;
    ``items`` the numbers of the items the clause speaks of (none: the whole letter); ``withheld_part`` for 部分公开: the clause names
    the withheld part; ``online_channel`` where reconsideration can be filed online, owed when the letter is served online
    (《行政复议法》第二十二条第二款).
    """
    if route == NO_RELIEF:
        return None
    days = RECONSIDERATION_FILING_DAYS.on(on)
    subject = _subject(items, withheld_part=withheld_part)
    if route == RECONSIDERATION_FIRST:
        clause = (
            f"如不服{subject}，可以自收到本答复之日起{days}日内，先向{reviewing_organ}申请行政复议；对行政复议决定不服的，"
            f"可以自收到行政复议决定书之日起{SUIT_AFTER_RECONSIDERATION_DAYS.on(on)}日内向人民法院提起行政诉讼。"
        )
    else:
        clause = (
            f"如不服{subject}，可以自收到本答复之日起{days}日内向{reviewing_organ}申请行政复议，"
            f"或者自收到本答复之日起{DIRECT_SUIT_MONTHS.on(on)}个月内向{court}提起行政诉讼。"
        )
    if online_channel:
        clause += f"行政复议申请也可以通过互联网渠道提交：{online_channel}。"
    return clause


def _subject(items: Sequence[int] | None, *, withheld_part: bool) -> str:
    part = "中不予公开的决定" if withheld_part else ""
    if not items:
        return f"本答复{part}"
    named = "、".join(f"第{numeral(item)}项" for item in items)
    return f"本答复对{named}申请作出的{'不予公开的' if withheld_part else ''}决定"


def relief_clauses(
    kinds: Sequence[ReplyKind], *, reviewing_organ: str, court: str, on: date, online_channel: str | None = None
) -> tuple[str, ...]:
    """Return one clause a route for the items of a letter, in order (``kinds[0]`` answers item 1), each naming its items."""
    routes: dict[Route, list[int]] = {}
    for number, kind in enumerate(kinds, start=1):
        routes.setdefault(kind.route, []).append(number)
    clauses = []
    for route, numbers in routes.items():
        partly = all(kinds[number - 1] is REPLY_KINDS["partly_disclosed"] for number in numbers)
        clause = relief_clause(
            route,
            reviewing_organ=reviewing_organ,
            court=court,
            on=on,
            items=numbers if len(routes) > 1 else None,
            withheld_part=partly,
            online_channel=online_channel,
        )
        if clause is not None:
            clauses.append(clause)
    return tuple(clauses)
