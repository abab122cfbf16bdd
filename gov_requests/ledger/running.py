"""A check or an import under way (核对、导入的进度): the page comes step by step, and its end says what came of it.

What is stored is stored in one go, between two steps; whoever closes the page before has stored nothing.
"""

from collections.abc import Iterator

from werkzeug.wrappers import Response

from gov_requests.ledger import shelf
from gov_requests.ledger.checking import Checked, checking
from gov_requests.ledger.forms import ImportForm
from gov_requests.ledger.reading import read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.records.casefile import Opened
from gov_requests.records.people import Organ
from gov_requests.refusals import AlreadyDone, BadInput, Refusal
from gov_requests.today import today
from gov_requests.web import running

#: How many lines of each kind a page lists; the marked workbook has them all.
LISTED = 1000
TWICE = "这份台账已经导入过，没有重复导入。"


class Run:
    """Reads, checks and, where ``opened`` says who imports, stores a workbook while its percentages are asked for."""

    def __init__(self, kept: shelf.Waiting, organ: Organ, form: ImportForm, opened: Opened | None = None) -> None:
        self.kept, self.form, self.opened = kept, form, opened
        self.checked, self.stored = Checked(organ), False
        #: Why the workbook cannot be read at all.
        self.unread = ""

    def __iter__(self) -> Iterator[int]:
        """Yield how far it is, in whole per cent."""
        yield 0
        try:
            raw = read_ledger(self.kept.content)
        except BadInput as bad:
            self.unread = str(bad)
            return
        for step in checking(self.checked, raw, today(), year_format=self.kept.year_format):
            yield step.percent
        if self.opened is not None and not self.checked.faults:
            self._store(self.opened)

    def _store(self, opened: Opened) -> None:
        try:
            store(self.checked, Source.of(self.kept.name, self.kept.content), by=opened.by, key=opened.key)
        except AlreadyDone:
            self.form.refusals = (TWICE,)
        except Refusal as refusal:
            self.form.refusals = refusal.sentences
        else:
            self.stored = True
            shelf.forget()


def shown(run: Run) -> Response:
    """Return the page of a run, sent as it goes."""
    return running.shown("ledger/checked.html", run=run, form=run.form, name=run.kept.name, listed=LISTED)
