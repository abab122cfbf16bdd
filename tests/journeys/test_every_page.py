"""Every page that a role's navigation leads to, and the pages of a request, at both widths: axe, console, requests, sideways scroll."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.support.browser import check_page

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
#: Who, the state that the request is in, and pages about it that no other story looks over.
ABOUT_A_REQUEST = [
    ("clerk", factories.registered, ("handling/{}/assign", "notices/{}/", "notices/{}/incoming", "personal/{}/reveal")),
    ("handler", factories.assigned, ("handling/{}/search", "handling/{}/return", "cases/{}/clock")),
    ("handler", factories.drafted, ("replies/{}/preview", "replies/{}/submit")),
    ("section_head", factories.assigned, ("handling/{}/transfer",)),
    ("legal_reviewer", partial(factories.submitted, kind="not_held"), ("review/{}/legal",)),
    ("clerk", factories.signed, ("replies/{}/delivery",)),
    (
        "disclosure_head",
        factories.assigned,
        tuple(f"notices/{{}}/draft/{slug}" for slug in ("extension", "third-party", "organ", "fee")),
    ),
]


def navigation(desk):
    """Where the navigation leads."""
    links = desk.page.get_by_role("navigation", name="主导航").get_by_role("link").all()
    return [one.get_attribute("href") for one in links]


@pytest.mark.parametrize("role", BUSINESS + ADMINISTRATORS)
def test_every_page_of_the_navigation_holds(at_desk, role):
    desk = at_desk(role).go("/")
    paths = navigation(desk)
    assert paths
    for path in paths:
        desk.go(path)
        expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
        check_page(desk.page)


@pytest.mark.parametrize("role", BUSINESS)
def test_the_case_page_holds_for(at_desk, office, role):
    number = factories.delivered(office).case.number
    desk = at_desk(role).go(f"/cases/{f'zjw-{number}' if role == 'qzb.supervisor' else number}")
    desk.reads("按期办结")
    check_page(desk.page)


@pytest.mark.parametrize(("role", "state", "paths"), ABOUT_A_REQUEST)
def test_the_pages_of_a_request_hold(at_desk, office, role, state, paths):
    number = state(office).case.number
    desk = at_desk(role)
    for path in paths:
        desk.go("/" + path.format(number))
        expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
        check_page(desk.page)
