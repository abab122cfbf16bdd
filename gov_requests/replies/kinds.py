"""The reply kinds that can be drafted here, and the grounds for a withheld part: rows of ``statute.reply_kinds``."""

from gov_requests.documents.letters import LETTERS
from gov_requests.statute.reply_kinds import REPLY_KINDS

#: A kind is offered once its letter exists.
OFFERED = [(kind.code, kind.title) for kind in REPLY_KINDS.values() if kind.letter in LETTERS]
#: Grounds of Articles 14–16: what leads to reconsideration first is a withholding.
GROUNDS = [
    (kind.code, f"{kind.title}（{'、'.join(article.text for article in kind.articles)}）")
    for kind in REPLY_KINDS.values()
    if kind.route == "reconsideration_first" and kind.code != "partly_disclosed"
]
#: Kinds that hand out documents.
GIVES_DOCUMENTS = frozenset({"disclosed", "partly_disclosed"})
