"""Whole numbers in forms: refused in the house's own sentence, the typing kept."""

import pytest
from werkzeug.datastructures import MultiDict

from gov_requests.notices.notice_forms import ExtensionForm


@pytest.mark.parametrize("typed", ["二十", "21", "0", "-1", "1.5", "9" * 400, "1e1"])
def test_what_is_no_count_in_the_range_is_refused_once_and_kept(app, typed):
    with app.test_request_context():
        form = ExtensionForm(MultiDict({"workdays": typed, "reason": "需要"}), meta={"csrf": False})
        assert not form.validate()
        assert form.workdays.errors == ["请填 1 至 20 的整数。"]
        assert f'value="{typed}"' in form.workdays()
        assert 'type="text"' in form.workdays()


@pytest.mark.parametrize("typed", ["20", " 20 ", "２０"])
def test_digits_of_either_width_are_read(app, typed):
    with app.test_request_context():
        form = ExtensionForm(MultiDict({"workdays": typed, "reason": "需要"}), meta={"csrf": False})
        assert form.validate()
        assert form.workdays.data == 20
