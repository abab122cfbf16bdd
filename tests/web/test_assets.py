"""Static files are kept by the browser as long as they do not change."""

import re


def linked(client):
    page = client.get("/login").get_data(as_text=True)
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def test_every_file_that_a_page_links_may_be_kept(client):
    addresses = linked(client)
    assert addresses
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert answer.cache_control.immutable
            assert answer.cache_control.max_age > 30_000_000
            assert not answer.cache_control.no_cache


def test_a_file_under_another_state_is_asked_for_again(client):
    address = linked(client)[0]
    for other in (address.partition("?")[0], f"{address}0"):
        with client.get(other) as answer:
            assert answer.status_code == 200
            assert answer.cache_control.no_cache
            assert not answer.cache_control.max_age


def test_what_is_not_there_is_not_kept(client):
    client.inspect = False
    answer = client.get("/static/css/none.css?v=1")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_is_never_kept(client):
    assert client.get("/login?v=1").headers["Cache-Control"] == "no-store"
