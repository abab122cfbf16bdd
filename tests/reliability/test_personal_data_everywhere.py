"""No answer and no line of the log holds an applicant's whole ID or telephone number, whoever asks and wherever.

Every address × every role × GET and POST, over requests that went through everybody's hands; the one page that shows them in full, with a
reason that the journal keeps, is asked without one. `make deep` looks at more than 20,000 answers (DEEP=1), the ordinary run at hundreds.
"""

import io
import json
import logging
import os
import re
from collections import Counter

import pypdfium2
import pytest
import sqlalchemy as sa

from gov_requests import masking
from gov_requests.access import MATRIX, Role
from gov_requests.records.base import Base, db
from gov_requests.web.permissions import ENDPOINTS, PUBLIC
from tests import factories
from tests.support.databases import rolled_back
from tests.support.typing_in import send, text
from tests.web.places import Place, token_of

DEEP = os.environ.get("DEEP") == "1"
REQUESTS = 30 if DEEP else 1
LEAST = 20_000 if DEEP else 400
#: What stands between the digits of a number does not hide it.
BETWEEN = re.compile(r"[\s\-‑–·.]|&nbsp;|<wbr>")
WEIGHTS, CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def id_number(which):
    """An identity card of an administrative division that does not exist."""
    body = f"99010219860721{which + 500:03d}"
    return body + CHECK[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def phone(which):
    return f"1390000{which + 1000:04d}"


def district():
    office = factories.Office().full()
    places = [
        Place(office, name=f"虚小{which:02d}", id_number=id_number(which), phone=phone(which))
        for which in range(REQUESTS)
    ]
    return places, [number for which in range(REQUESTS) for number in (id_number(which), phone(which))]


@pytest.fixture(scope="module")
def standing(settled):
    app, (places, numbers) = settled(district)
    return app, places, re.compile("|".join(numbers))


@pytest.fixture
def log(standing):
    written, logger = io.StringIO(), standing[0].logger
    handler = logging.StreamHandler(written)
    handler.setFormatter(logger.handlers[0].formatter)
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def words(answer):
    """The text of an answer: of a letter what its pages say."""
    if answer.mimetype == "application/pdf" and answer.get_data() != factories.PDF:
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.get_data()))
    return answer.get_data().decode(errors="replace")


def served(role, endpoint):
    """Whether the page is more than the refusal that is the same everywhere."""
    return endpoint in PUBLIC or (role is not None and role in MATRIX[ENDPOINTS[endpoint]])


def addresses(app, places, role):
    """Every address with its methods; those about no request once, at the first place."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", "accounts.logout"} or not (DEEP or served(role, rule.endpoint)):
            continue
        for place in places if {"ref", "dispute_id"} & rule.arguments else places[:1]:
            yield place.path(rule, sees_all=role is Role.DISTRICT_SUPERVISOR), rule.methods & {"GET", "POST"}


def test_no_answer_and_no_line_holds_a_whole_number(standing, attached, log):
    app, places, numbers = standing
    answers, shown = Counter(), []
    for role in (None, *Role):
        with rolled_back(app):
            office, client = attached(places[0].office), app.test_client()
            client.inspect = False
            if role is not None:
                factories.sign_in(client, getattr(office, role.value))
            token = {"csrf_token": token_of(client)}
            for path, methods in addresses(app, places, role):
                for method in sorted(methods):
                    answer = client.open(path, method=method, data=token if method == "POST" else None)
                    answers[answer.status_code] += 1
                    if numbers.search(BETWEEN.sub("", words(answer))):
                        shown.append((role, method, path, answer.status_code))
    lines = log.getvalue()
    told = f"{answers.total()} answers {dict(sorted(answers.items()))}, {len(lines.splitlines())} lines of log, {len(shown)} whole numbers"
    print(told)  # noqa: T201 - shown by `make deep`
    assert shown == []
    assert numbers.search(lines) is None
    assert answers.total() >= LEAST
    assert answers[200] >= LEAST // 5


def test_neither_the_journal_nor_a_stored_id_number_can_be_read_without_the_key(standing):
    app, _places, numbers = standing
    with rolled_back(app):
        journal = Base.metadata.tables["journal"]
        assert numbers.search(json.dumps([str(row) for row in db.session.execute(sa.select(journal.c.data))])) is None
        stored = db.session.execute(sa.text("SELECT id_number FROM applicants")).scalars().all()
        assert len(stored) == REQUESTS
        assert numbers.search(" ".join(map(str, stored))) is None


def test_the_page_that_may_show_them_is_seen_by_this_look(standing, attached):
    """The twin of the search: with a reason the numbers are there, and would be found."""
    app, places, numbers = standing
    with rolled_back(app):
        client = factories.sign_in(app.test_client(), attached(places[0].office).clerk)
        answer = send(client, f"/personal/{places[0].number}/reveal", reason="核对邮寄地址")
        assert len(set(numbers.findall(BETWEEN.sub("", text(answer))))) == 2


def test_a_page_that_forgets_to_mask_is_caught(standing, attached, monkeypatch):
    """The twin of the masking."""
    app, places, numbers = standing
    monkeypatch.setattr(masking, "phone", lambda value: value or "")
    with rolled_back(app):
        client = factories.sign_in(app.test_client(), attached(places[0].office).clerk)
        assert numbers.search(BETWEEN.sub("", text(client.get(f"/cases/{places[0].number}"))))
