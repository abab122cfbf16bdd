"""The reply kinds that can be drafted here, and the grounds for a withheld part: rows of ``statute.reply_kinds``."""

from gov_requests.documents.letters import LETTERS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import REPORT_ROWS, ROUTES

#: A kind is offered once its letter exists.
OFFERED = [
    (kind.code, kind.title) for kind in REPLY_KINDS.values() if kind.letter in LETTERS and kind.closes_by == "replied"
]
#: Grounds of Articles 14–16: what leads to reconsideration first is a withholding.
GROUNDS = [
    (kind.code, f"{kind.title}（{'、'.join(article.text for article in kind.articles)}）")
    for kind in REPLY_KINDS.values()
    if kind.route == "reconsideration_first" and kind.code != "partly_disclosed"
]
#: Kinds that hand out documents.
GIVES_DOCUMENTS = frozenset({"disclosed", "partly_disclosed"})
#: What follows from each choice: letter, ground, row of the annual report, way of relief.
CONSEQUENCES = {
    code: "；".join(
        filter(
            None,
            (
                LETTERS[kind.letter].title,
                kind.ground,
                f"年报计入“{REPORT_ROWS[kind.report_row]}”",
                f"救济：{ROUTES[kind.route]}",
            ),
        )
    )
    for code, kind in REPLY_KINDS.items()
    if kind.letter in LETTERS
}
#: The groups in which the form shows them, by the heads of table 三; those that are used most stand open.
USED_MOST = frozenset({"予以公开", "部分公开", "无法提供"})


def groups(chosen: str | None) -> list[tuple[str, frozenset[str], bool]]:
    """Return title, codes and whether it stands open of each group; the one that holds the choice does."""
    found: dict[str, list[str]] = {}
    for code, _title in OFFERED:
        found.setdefault(REPORT_ROWS[REPLY_KINDS[code].report_row].partition("：")[0], []).append(code)
    return [(title, frozenset(codes), title in USED_MOST or chosen in codes) for title, codes in found.items()]
