"""The client that looks pages over: a sound page has no fault, and each broken twin is caught."""

import flask
import pytest

from gov_requests.today import today
from tests.support.inspector import InspectingClient, PageFaultError, faults_of

SOUND = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>登记 · 依申请公开</title></head><body>
<h1>登记</h1><form method="post" action="/intake/"><input type="hidden" name="csrf_token" value="t">
<label for="what">申请内容</label><textarea id="what" name="what" aria-describedby="hint"></textarea><p id="hint">写清楚</p></form>
<form action="/search"><input name="q"></form><img src="/a.png" alt="章"></body></html>"""
BROKEN = {
    "two headings": ("</form>", "</form><h1>再登记</h1>", "one h1"),
    "no heading": ("<h1>登记</h1>", "", "one h1"),
    "another title": ("<title>登记", "<title>收件", "begins with the h1"),
    "another language": ("zh-CN", "en", "lang"),
    "a tag that is not closed": ("<h1>登记</h1>", "<div><h1>登记</h1>", "HTML, line"),
    "an attribute twice": ('name="q"', 'name="q" name="r"', "HTML, line"),
    "an id twice": ('id="hint"', 'id="what"', "stands 2 times"),
    "a label for nobody": ('for="what"', 'for="that"', "not on the page"),
    "a description that is not there": ('id="hint"', 'id="tip"', "not on the page"),
    "a form without a token": ('name="csrf_token"', 'name="token"', "csrf_token"),
    "a form with an empty token": ('value="t"', 'value=""', "csrf_token"),
    "an inline style": ("<p ", '<p style="color:red" ', "inline"),
    "an inline handler": ("<p ", '<p onclick="go()" ', "inline"),
    "an inline script": ("</body>", "<script>go()</script></body>", "neither src nor nonce"),
    "an inline stylesheet": ("</body>", "<style>p{}</style></body>", "nonce"),
    "a file of another host": ('src="/a.png"', 'src="//elsewhere/a.png"', "leaves this server"),
    "an image without words": (' alt="章"', "", "no alt"),
}


def test_a_sound_page_has_no_fault():
    assert faults_of(SOUND) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_page_is_caught(fault):
    sound, broken, said = BROKEN[fault]
    assert sound in SOUND
    assert said in " ".join(faults_of(SOUND.replace(sound, broken, 1)))


def test_a_fragment_needs_no_heading_but_keeps_the_other_rules():
    assert faults_of('<p id="a">一</p>') == []
    assert faults_of('<p id="a">一</p><p id="a">二</p>') == ["the id 'a' stands 2 times"]


@pytest.fixture
def small():
    app = flask.Flask(__name__)
    app.test_client_class = InspectingClient
    app.add_url_rule("/sound", view_func=lambda: SOUND, endpoint="sound")
    app.add_url_rule("/broken", view_func=lambda: SOUND.replace("<h1>", "<h2>"), endpoint="broken")
    app.add_url_rule("/data", view_func=lambda: {"h1": 0}, endpoint="data")
    app.add_url_rule("/remember", view_func=lambda: flask.g.setdefault("seen", "nobody"), endpoint="remember")
    app.add_url_rule("/today", view_func=lambda: str(today()), endpoint="today")
    return app


def test_a_broken_page_fails_the_test_that_fetches_it(small):
    client = small.test_client()
    assert client.get("/sound").status_code == 200
    assert client.get("/data").status_code == 200
    with pytest.raises(PageFaultError, match=r"GET /broken \(200\)"):
        client.get("/broken")
    client.inspect = False
    assert client.get("/broken").status_code == 200


def test_a_request_does_not_see_the_context_of_the_test(small):
    client = small.test_client()
    client.inspect = False
    with small.app_context():
        flask.g.seen = "the test"
        assert client.get("/remember").text == "nobody"


def test_a_request_sees_the_day_of_the_test(small, today_is):
    client = small.test_client()
    client.inspect = False
    today_is("2026-03-02")
    assert client.get("/today").text == "2026-03-02"
    today_is("2026-12-31T23:59")
    assert client.get("/today").text == "2026-12-31"
