"""The form in front of full data: a reason."""

from gov_requests.web.forms import ActForm, Line


class RevealForm(ActForm):
    """查看完整信息."""

    reason = Line("查看理由", required="请写明为什么需要查看完整信息。", limit=200)
