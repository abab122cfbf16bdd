"""How the journal reads on the case page (办理轨迹): one row a kind."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gov_requests.records.consultations import STANCES
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.seven_steps import BY_NUMBER
from gov_requests.terms import CONTACT_RESULTS as RESULTS
from gov_requests.terms import DELIVERY_METHODS, RE_EVALUATIONS, SECRECY_CONCLUSIONS

Data = Mapping[str, Any]


class Words(NamedTuple):
    """``fact`` is set bold, ``rest`` follows it; ``mark`` is the bullet (key, stop or none)."""

    fact: str
    rest: Callable[[Data], str] = lambda _data: ""
    mark: str = ""
    article: str = ""


def _reason(data: Data) -> str:
    text = data.get("reason") or data.get("opinion") or ""
    return f"：{text}" if text else ""


def _passed(data: Data) -> str:
    """A warning of the letter's check that was passed over, with the reason."""
    return (
        f"；未采纳提醒“{'”“'.join(data['passed_over'])}”，理由：{data['pass_reason']}"
        if data.get("passed_over")
        else ""
    )


def _version(data: Data) -> str:
    return f"（第 {data['version']} 稿）" + _reason(data)


def _level(data: Data) -> str:
    """The level of several (逐级审查)."""
    told = f"，{data['level_title']}（第 {data['level']} 级，共 {data['levels']} 级）" if "level" in data else ""
    return told + _version(data)


def _stance(data: Data) -> str:
    return f"：{STANCES[data['stance']]}" if data.get("stance") in STANCES else ""


def _handed_over(data: Data) -> str:
    told = [DELIVERY_METHODS.get(data.get("method", "")), data.get("tracking_number") or data.get("recipient")]
    return "".join(f"，{word}" for word in told if word)


def _registered(data: Data) -> str:
    told = [f"登记编号 {data.get('number', '')}"]
    if "redo_of" in data:
        told.append(f"重新答复 {data['redo_of']}（{data['dispute']}）")
    if data.get("signed_by"):
        told.append(f"{data['signed_by']}签收")
    if data.get("read_back"):
        told.append("口头申请，代填后读给申请人听，申请人认可")
    if "agent" in data:
        told.append("由代理人提出" + ("" if data["agent"] == "with_power" else "，没有授权委托书"))
    return "".join(f"，{word}" for word in told)


def _contacted(data: Data) -> str:
    told = [data.get("tried_at", ""), data.get("reached_by", ""), RESULTS.get(data.get("result", ""), "")]
    return "".join(f"，{word}" for word in (*told, data.get("note", "")) if word)


_SEVERED_HOW = {
    "covered": "遮盖 {places} 处",
    "left": "不遮盖 {places} 处",
    "lifted": "撤下方框 {places} 个",
    "looked": "第 {page} 页人工看过",
    "withheld": "整份不予公开",
    "given_again": "撤销整份不予公开",
}


def _severed_how(data: Data) -> str:
    told = _SEVERED_HOW.get(data.get("what", ""), "").format_map({"page": "", "places": "", **data})
    kind = REPLY_KINDS.get(data.get("ground") or "")
    return f"“{data.get('title', '')}”：{told}" + (f"，{kind.ground}" if kind else "") + _reason(data)


def _day_added(data: Data) -> str:
    if "confirmed_on" in data.get("fact", {}):
        return f"：与申请人确认收到{_contacted(data)}"
    return "：意见征求函的送达日期"


def _publication(data: Data) -> str:
    by = "，申请人提出" if data.get("ground") == "suggested" else f"，{data.get('applicants', '')} 个申请人申请"
    return f"{by}{_reason(data)}"


def _step(data: Data) -> str:
    step = BY_NUMBER.get(data.get("step", 0))
    given = step.answer(data.get("answer")) if step is not None else None
    if step is None or given is None:
        return ""
    item = f"第 {data['item']} 项，" if data.get("item") else ""
    return f"：{item}{step.title}，{given.title}{'' if data.get('complete') else '（暂存）'}"


WORDS: dict[str, Words] = {
    "received": Words("收到申请并登记", _registered, "key", "第三十一条"),
    "assigned": Words(
        "分办",
        lambda data: (
            f"至{data.get('section', '')} {data.get('handler', '')}".rstrip()
            + (f"：{data['note']}" if data.get("note") else "")
        ),
    ),
    "transferred": Words("转办", lambda data: f"至{data.get('section', '')} {data.get('handler', '')}".rstrip()),
    "handed_over": Words(
        "移交",
        lambda data: (
            f"至{data.get('section', '')} {data.get('handler', '')}，原承办 {data.get('handler_before', '')}{_reason(data)}"
        ),
    ),
    "assignment_returned": Words("退回分办", _reason),
    "itemised": Words("分列事项", lambda data: f"：{'；'.join(data.get('items', [])) or '不再分项'}"),
    "step_answered": Words("七步办理", _step),
    "searched": Words(
        "检索",
        lambda data: (
            f"{data.get('place', '')}：{'检索到' if data.get('found') else '未检索到'}，检索词 {data.get('terms', '')}"
        ),
        article="第三十六条第（四）项",
    ),
    "severing_opened": Words(
        "开始区分处理",
        lambda data: (
            f"“{data.get('title', '')}”，{data.get('pages', '')} 页，找到号码 {data.get('found', '')} 处"
            + (f"，无文字层 {data['without_text']} 页" if data.get("without_text") else "")
        ),
        article="第三十七条",
    ),
    "severing_decided": Words("区分处理", _severed_how, article="第三十七条"),
    "severed": Words(
        "生成遮盖后的文件",
        lambda data: f"“{data.get('title', '')}”，{data.get('pages', '')} 页，遮盖 {data.get('covered', '')} 处",
        article="第三十七条",
    ),
    "drafted": Words("拟稿", _version),
    "submitted": Words("送审", _version),
    "secrecy_passed": Words("保密审查通过", _level, article="第十七条"),
    "secrecy_returned": Words("保密审查退回", _level, article="第十七条"),
    "referred": Words(
        "报送确定", lambda data: f"，“{data.get('title', '')}”报{data.get('body', '')}", "stop", "第十七条第三款"
    ),
    "referral_sent": Words("报送", lambda data: f"，“{data.get('title', '')}”报{data.get('body', '')}"),
    "referral_answered": Words(
        "收到报送的答复",
        lambda data: (
            f"，“{data.get('title', '')}”：{SECRECY_CONCLUSIONS.get(data.get('answer', ''), '撤回报送')}{_reason(data)}"
        ),
        "key",
        "第十七条第三款",
    ),
    "re_evaluated": Words(
        "评估审查",
        lambda data: f"，“{data.get('title', '')}”：{RE_EVALUATIONS.get(data.get('result', ''), '')}{_reason(data)}",
        article="第十八条",
    ),
    "legal_passed": Words("法制审核通过", _version),
    "legal_returned": Words("法制审核退回", _version),
    "copy_returned": Words(
        "上传回传稿", lambda data: f"（第 {data['version']} 稿）" + ("" if data.get("public_id") else "：已撤下")
    ),
    "signed": Words("签发答复", lambda data: f"，{data.get('number', '')}{_passed(data)}"),
    "archived": Words(
        "归档", lambda data: f"，{data.get('number', '')}，保管期限{data.get('retention', '')}", "key", "第四十五条"
    ),
    "mail_returned": Words("邮件退回", lambda data: f"，{data.get('tracking_number') or ''}{_reason(data)}", "stop"),
    "redelivered": Words("再次送达", _handed_over, "key"),
    "letter_voided": Words("作废答复", lambda data: f"，{data.get('number', '')}{_reason(data)}", "stop"),
    "sealed": Words(
        "登记用印", lambda data: f"，{data.get('letter', '')}，{data.get('copies', '')} 份，{data.get('sealed_by', '')}"
    ),
    "signature_returned": Words("签发退回", _version),
    "replied": Words(
        "答复送达",
        _handed_over,
        "key",
        "国办公开办函〔2016〕235号",
    ),
    "notice_drafted": Words("拟写", lambda data: f"{data.get('title', '')}，待签发"),
    "notice_issued": Words("签发", lambda data: f"{data.get('title', '')}，{data.get('number', '')}{_passed(data)}"),
    "notice_voided": Words(
        "作废", lambda data: f"{data.get('title', '')} {data.get('number', '')}{_reason(data)}", "stop"
    ),
    "notice_returned": Words("退回", lambda data: f"{data.get('title', '')}{_reason(data)}"),
    "notice_sent": Words("告知送达", lambda data: f"：{data.get('title', '')}{_handed_over(data)}"),
    "supplemented": Words("补录日期", _day_added, "key", "第三十一条、第三十三条第三款"),
    "publication_proposed": Words("建议主动公开", _publication, article="第四十四条"),
    "publication_decided": Words(
        "决定",
        lambda data: f"{'纳入' if data.get('accepted') else '不纳入'}主动公开{_reason(data)}",
        article="第四十四条",
    ),
    "contact_tried": Words("联系申请人", _contacted, article="第三十一条"),
    "correction_requested": Words("告知补正", mark="stop", article="第三十条"),
    "corrected": Words("收到补正", mark="key", article="第三十条"),
    "opinion_sought": Words("书面征求意见", lambda _data: "，自次日起停计", "stop", "第三十二条、第三十三条第三款"),
    "opinion_received": Words("收到书面意见", _stance, "key", article="第三十三条第三款"),
    "fee_noticed": Words("发出收费通知", mark="stop", article="国办函〔2020〕109号"),
    "fee_paid": Words("收到缴费", mark="key", article="国办函〔2020〕109号"),
    "extended": Words(
        "告知延期", lambda data: f" {data.get('fact', {}).get('workdays', '')} 个工作日", "key", "第三十三条第二款"
    ),
    "withdrawn": Words("申请人撤回申请", mark="key"),
    "abandoned": Words("视为放弃申请，不再处理", mark="key", article="第三十条"),
    "proposed": Words("提交双人复核", lambda data: f"，{data.get('title', '')}{_reason(data)}"),
    "proposal_refused": Words("复核不同意", lambda data: f"，{data.get('title', '')}：{data.get('note', '')}"),
    "proposal_withdrawn": Words("撤回复核事项", lambda data: f"，{data.get('title', '')}"),
    "voided": Words("作废一条记录", _reason),
}
