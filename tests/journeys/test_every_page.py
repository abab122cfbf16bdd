"""Every page that a role's navigation leads to, and the pages of a request, at both widths: axe, console, requests, sideways scroll."""

from functools import partial

import pytest
from playwright.sync_api import expect

from gov_requests.handling.actions import itemise
from gov_requests.records.casefile import Opened
from tests import factories
from tests.support.browser import DESKTOP, PHONE, check_page

BUSINESS = (
    "clerk",
    "handler",
    "section_head",
    "secrecy_reviewer",
    "legal_reviewer",
    "signer",
    "disclosure_head",
    "qzb.supervisor",
)
ADMINISTRATORS = ("sys.admin", "sec.admin", "aud.admin")
NOTICES = ("extension", "third-party", "organ", "fee", "reasons", "consulted", "release", "rectification")


def itemised(office):
    """A request of two items, the first of them answered."""
    file = itemise(
        factories.searched(office, found=False).case.number, ("批复文件", "讨论记录"), Opened(office.handler)
    )
    writing = factories.Writing(reply_kind="not_held", finding="本机关没有制作过这份文件。", item=1)
    return factories.save_draft(file.case.number, writing, [], Opened(office.handler))


def severed(office):
    """A request with a scan that is gone through."""
    file = factories.searched(office)
    factories.severed_from(office, file.case.number)
    return file


#: Who, the state that the request is in, and pages about it that no other story looks over.
ABOUT_A_REQUEST = [
    ("clerk", factories.registered, ("handling/{}/assign", "notices/{}/", "notices/{}/incoming", "personal/{}/reveal")),
    ("handler", factories.assigned, ("handling/{}/search", "handling/{}/return", "cases/{}/clock")),
    ("handler", factories.drafted, ("replies/{}/preview", "replies/{}/submit", "handling/{}/items")),
    ("handler", severed, ("severing/{}/", "severing/{}/new")),
    ("handler", itemised, ("replies/{}/draft", "replies/{}/preview", "handling/{}/steps/1")),
    ("handler", factories.reviewed, ("replies/{}/returned",)),
    ("clerk", factories.delivered, ("archive/{}/", "replies/{}/mail-back")),
    ("section_head", factories.assigned, ("handling/{}/transfer",)),
    ("legal_reviewer", partial(factories.submitted, kind="not_held"), ("review/{}/legal",)),
    ("clerk", factories.signed, ("replies/{}/delivery",)),
    (
        "disclosure_head",
        factories.assigned,
        tuple(f"notices/{{}}/draft/{slug}" for slug in NOTICES),
    ),
]


def navigation(desk):
    """Where the navigation leads."""
    links = desk.page.get_by_role("navigation", name="主导航").get_by_role("link").all()
    return [one.get_attribute("href") for one in links]


@pytest.fixture(scope="session")
def seen():
    """Paths that have been looked over at both widths for somebody."""
    return set()


@pytest.mark.parametrize("role", BUSINESS + ADMINISTRATORS)
def test_every_page_of_the_navigation_and_a_case_page_hold(at_desk, closed, seen, role):
    desk = at_desk(role).go("/")
    paths = navigation(desk)
    assert paths
    if role in BUSINESS:
        paths.append(f"/cases/zjw~{closed}" if role == "qzb.supervisor" else f"/cases/{closed}")
    for path in paths:
        desk.go(path)
        expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
        # What another role has been shown at both widths is looked over on the telephone, where it is tightest.
        check_page(desk.page, widths=(PHONE,) if path in seen else (DESKTOP, PHONE))
        seen.add(path)


@pytest.mark.parametrize(("role", "state", "paths"), ABOUT_A_REQUEST)
def test_the_pages_of_a_request_hold(at_desk, office, role, state, paths):
    number = state(office).case.number
    desk = at_desk(role)
    for path in paths:
        desk.go("/" + path.format(number))
        expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
        check_page(desk.page)
