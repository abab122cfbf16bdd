"""One sample of every macro in templates/components/, with all that it may be given and with as little as it must."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    Form,
    FormField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired

from gov_requests.lights import light_of


class Part(Form):
    title = StringField("名称", [DataRequired("请填写名称")])


class Sample(Form):
    on = StringField("签收日期", [DataRequired("请填写签收日期，例如 2026-11-16")])
    wanted = TextAreaField("申请内容", [DataRequired("请照申请书原文录入")])
    kind = SelectField("类型", choices=[SelectChoice("n", "自然人"), SelectChoice("c", "商业企业")])
    channel = RadioField(
        "收到方式", [DataRequired("请选择收到方式")], choices=[SelectChoice("a", "当面"), SelectChoice("b", "平信")]
    )
    answer = RadioField("检索结果", choices=[SelectChoice("y", "检索到"), SelectChoice("n", "没有检索到")], default="n")
    file = FileField("附件")
    secret = PasswordField("密码")
    link = BooleanField("关联 2026-0146")
    keep = SelectMultipleField("提供的文件", choices=[SelectChoice("a", "决定书.pdf"), SelectChoice("b", "照片.jpg")])
    part = FormField(Part)
    parts = FieldList(FormField(Part), min_entries=2)


def checked() -> Sample:
    """A form that was sent empty: every required field has its sentence."""
    form = Sample()
    form.validate()
    return form


TODAY = date(2026, 11, 17)
LIGHT = light_of(state="running", remaining=3)
LEGEND = {"counted": 15, "paused": 11, "paused_for": "征求第三方"}
STRIP = [
    (date(2026, 11, day), css, f"2026-11-{day}")
    for day, css in enumerate(("n", "off", "pause", "today", "left", "safe", "due"), 14)
]
BETWEEN = (date(2027, 1, 12), date(2027, 1, 13))
ASKED = {"name": "paid", "label": "申请人缴费", "kind": "date", "error": "请填日期"}
CLOCK: dict[str, Any] = {
    "as_of": TODAY,
    "light": LIGHT,
    "safe_on": date(2026, 11, 20),
    "due_on": date(2027, 1, 4),
    "safe_left": 3,
    "due_left": 30,
    "state": "running",
    "term": 20,
    "provisional": True,
    "range_text": "可能在 2027-01-04 至 2027-01-06 之间",
    "closed_text": "11-18 交邮",
    "strip": STRIP,
    "legend": LEGEND,
    "why": [("收到之日", "10-12", "10-11", "第三十一条第（三）项"), ("第 20 个工作日", "a", "b", "第三十三条第二款")],
    "calendar_note": "日历：2026 年放假安排通知",
    "days_url": "/days",
    "proof_url": "/proof",
    "last_days": [("最迟交邮答复", "11-20")],
    "what_if": {
        "action": "/case",
        "asked": [ASKED, ASKED | {"kind": "number"}],
        "error": "最多 20 个工作日",
        "answer": {"dates": [("安全期限", None, TODAY, True, BETWEEN)], "last_days": [("最迟交邮", "—", "01-12")]},
    },
}
RATES = [
    SimpleNamespace(title=f"202{n} 名称长过一行的答复", corrected=n // 2, whole=n * 9, few=n < 2) for n in range(3)
]
QUARTERS = [SimpleNamespace(row=row, running=row.whole > 9) for row in RATES]
STOPPED = CLOCK | {
    "due_on": None,
    "due_left": None,
    "state": "awaiting_correction",
    "safe_left": -2,
    "strip": [],
    "what_if": None,
}
BARE_CLOCK = {
    name: CLOCK[name] for name in ("as_of", "light", "safe_on", "due_on", "safe_left", "due_left", "state", "term")
}
LETTER = SimpleNamespace(
    title="西城区数据局政府信息公开告知书",
    organ="西城区数据局",
    number="西数公开〔2026〕163号-答",
    addressee="北京虚构数智科技有限公司",
    paragraphs=(
        SimpleNamespace(text="本机关于2026年10月12日收到申请。", source="generated"),
        SimpleNamespace(text="一、", source="generated", label="", heading=True),
        SimpleNamespace(text="2026-0163", source="generated", label="登记编号", heading=False),
        SimpleNamespace(text="周立群", source="generated", label="申请人", heading=False),
        SimpleNamespace(text="经检索。", source="typed"),
    ),
    relief=("如不服本答复，可以申请行政复议。",),
    closing="特此告知。",
    enclosures=("一", "二"),
    signatory="西城区数据局",
    dated=TODAY,
    contact=("联系人：顾言",),
)
DRAFT = {
    "title": "登记回执",
    "number": None,
    "addressee": "周立群",
    "paragraphs": [("收到。", "typed")],
    "signatory": "区数据局",
    "dated": None,
}
ROW: dict[str, Any] = {
    "light": LIGHT,
    "safe_due_on": TODAY,
    "due_on": TODAY,
    "number": "2026-0163",
    "url": "/cases/2026-0163",
    "title": "申报材料",
    "applicant": "周立群",
    "stage": "拟稿",
    "who": "区数据局",
}
ROWS = [
    ROW,
    ROW | {"due_on": date(2026, 11, 24), "provisional": True, "between": {"safe": BETWEEN, "due": BETWEEN}},
    ROW | {"safe_due_on": None, "due_on": None},
]
ENTRY: dict[str, Any] = {
    "when": "10-30",
    "iso": "2026-10-30",
    "kind": "key",
    "fact": "收到第三方书面意见",
    "rest": "：不同意",
    "who": "窗口　叶舟",
    "article": "第三十三条第三款",
    "links": [("复函.pdf", "/file")],
    "recorded": "11-02",
    "voided": "误登记",
}
SHELL = SimpleNamespace(
    product="依申请公开办理系统",
    organ="区数据局",
    env="演示数据",
    today=TODAY,
    weekday="周二",
    person="叶舟",
    person_role="窗口",
    reminders=2,
    nav=[
        {
            "title": "工作台",
            "items": [
                {"label": "待办", "url": "/desk/", "badge": 6, "current": True},
                {"label": "超期", "url": "/desk/late", "badge": 2, "late": True},
                {"label": "办结", "url": "/desk/done"},
            ],
        }
    ],
    search_url="/desk/search",
    query="0163",
    calendar_note="工作日历：2026 年，已导入。",
    watchdog=("提醒任务 10:35 停止", False),
)
STRANGER = SimpleNamespace(
    **{**vars(SHELL), "person": None, "person_role": None, "reminders": None, "nav": [], "env": None, "watchdog": None}
)
DOCUMENTS = [
    {"title": "决定书", "sub": "4 页", "hash": "3f9a…c17e", "full": "3f9a", "url": "/a", "changed": False},
    {"title": "照片", "sub": "2 张", "hash": "8…1", "full": "8", "changed": True},
]
TAB = {"label": "超期", "url": "/late", "count": 2, "late": True, "current": True}
STAGES = [
    {"name": "登记", "when": "10-12", "state": "done"},
    {"name": "补正", "when": None, "state": "now", "paused": True},
]
COLUMN = {"label": "操作", "css": "n", "sort": "descending", "url": "/s", "width": "c-no"}
NOTICE = {
    "light": LIGHT,
    "number": "2026-0163",
    "url": "/a",
    "sentence": "请在 11-20 前交邮",
    "when": "今天",
    "unread": True,
}
MOVE = {"label": "同意，送签发", "url": "/sign", "accesskey": "g"}
REFUSAL = {"name": "告知延期", "sentence": "答复期限 11-16 已届满。第三十三条第二款", "instead": "当日答复并交邮"}
OTHER_STAGE = {"name": "签发", "sentence": "还在拟稿环节，未到签发。", "by_stage": True}
FACT = {
    "fact": "已登记 2026-0194。",
    "text": "是否打印登记回执？",
    "actions": [{"label": "打印回执", "url": "/print", "primary": True}],
}
FILTER = [
    {"name": "u", "label": "承办单位", "value": "1", "choices": [("", "全部"), ("1", "区数据局")]},
    {"name": "word", "label": "关键词", "value": "路"},
]
LINT = [
    {"level": "提醒", "what": "曾被纠正", "why": "2/11"},
    {"level": "阻断", "what": "没有说明", "why": "第三十七条", "url": "#a", "action": "去补写"},
]

#: file: calls of its macros, as a page would write them. Every macro stands here (a test looks).
SAMPLES: dict[str, list[str]] = {
    "card.html": [
        "{% call card('答复', sub='a', id='k', light=s.LIGHT, tags=[('b', '')], more=('c', '/'), foot='d', css='b') %}e{% endcall %}",
        "{% call card('答复', flush=true) %}<p>e</p>{% endcall %}",
        "{{ dl([('a', 'b'), ('c', none)], 'x2') }}",
        "{{ quote('原文') }}",
        '{% call bar() %}<button class="btn">a</button>{% endcall %}',
        "{{ note('a', 'warn') }}",
        "{% call note() %}a{% endcall %}",
    ],
    "chart.html": [
        "{{ bars(s.RATES, '率', part='a', whole='b') }}{{ line(s.QUARTERS, '季度') }}{{ line(s.QUARTERS[:1], '季度') }}"
    ],
    "clock.html": [
        "{{ clock(s.CLOCK) }}",
        "{{ clock(s.STOPPED) }}",
        "{{ clock(s.BARE_CLOCK) }}",
        "{{ left_words(0) }}",
        "{{ undecided('paused') }}",
        "{{ strip(s.STRIP * 8, s.LEGEND) }}",
        "{{ why_table(s.CLOCK) }}",
        "{{ lasts([('a', 'b')]) }}",
        "{{ what_if(s.CLOCK.what_if, 2026) }}",
        "{{ big_date(s.TODAY, none, s.CLOCK) }}",
    ],
    "confirm.html": [
        "{{ confirm('确认签发', '正文不能再改。', [('文书', '告知书')], '/sign', '签发', '/case', sub='第 3 稿') }}",
        "{% call confirm('a', none, [], '/a', 'b', '/c', allowed=false, why='您起草了这份答复') %}<p>c</p>{% endcall %}",
        "{{ submit('存草稿', primary=false, accesskey='d', name='act', value='draft') }}",
        "{{ submit('送审', allowed=false, why='还有 1 项阻断') }}",
    ],
    "due.html": [
        "{{ due(none) }}{{ due(s.TODAY, true, with_weekday=true) }}",
        "{{ weekday(s.TODAY) }}",
        "{{ day(s.TODAY) }}",
        "{{ short(s.TODAY) }}{{ short(s.TODAY, 2025) }}",
        "{{ spoken(s.TODAY, 2025) }}",
    ],
    "empty.html": ["{{ empty('没有超期的申请', '最近的安全期限是 11-18') }}", "{{ empty('a') }}"],
    "errsum.html": [
        "{{ errsum(form, act='登记') }}",
        "{{ errsum([('没有文件', 'file'), ('b', none)]) }}",
        "{{ errsum(none) }}",
        "{{ line('a', 'b') }}",
        "{{ errsum(title='没有保存：别人刚办理了这件申请', text='核对后保存。', link=('看', '/case')) }}{{ lines(form, namespace(n=0)) }}",
    ],
    "field.html": [
        "{{ field(form.on, hint='a', law='b', required=true, note='c', accesskey='1', wide=true) }}",
        "{{ field(form.kind, ok='a', optional=true) }}",
        "{{ field(form.wanted, attrs={'rows': 5}) }}{{ field(form.file) }}{{ field(form.secret) }}{{ field(form.link, hint='a') }}",
        "{{ field(form.channel, accesskey='2') }}",
        "{{ segment(form.channel, required=true) }}",
        "{{ locked('救济途径', '先复议', law='a') }}",
        "{{ pick(form.answer, {'n': '答复本机关不掌握。第三十六条第（四）项'}, hint='a', required=true) }}",
        "{% for option in form.answer %}{{ pick_option(option, '后果', true) }}{% endfor %}",
        "{{ pick_groups(form.answer, [('无法提供', ['n'], true), ('予以公开', ['y'], false)], {'n': '第三十六条第（四）项'}, true) }}",
        "{{ check_first() }}",
        "{{ ticks(form.keep, {'a': '4 页'}, hint='a') }}",
        "{{ mark(true) }}{{ below(form.kind, ok='a') }}{{ described(form.kind) }}",
    ],
    "filters.html": [
        "{{ filters(s.FILTER, '/desk/', keep={'tab': 'late'}, density=[('紧凑', '/a', true), ('宽松', '/b', false)]) }}"
    ],
    "flash.html": [
        "{{ flashes([('message', '已保存'), ('warn', '没有送达证明'), ('done', s.FACT)]) }}",
        "{{ flash('a') }}",
    ],
    "light.html": ["{{ light(s.LIGHT) }}"],
    "lint.html": ["{{ lint(s.LINT, 11) }}", "{{ lint([], 3) }}"],
    "lock.html": ["{{ lock('a') }}{{ lock(['a', 'b']) }}"],
    "moves.html": [
        "{{ moves([s.MOVE, s.MOVE], [s.REFUSAL], '法制审核') }}",
        "{{ moves([], [], waiting='等待补正') }}",
        "{{ refusals([s.REFUSAL]) }}",
        "{{ folded([s.REFUSAL, s.OTHER_STAGE, s.OTHER_STAGE]) }}{{ folded([s.OTHER_STAGE]) }}",
    ],
    "notices.html": ["{{ notices([s.NOTICE], read_all='/read') }}", "{{ notices([]) }}"],
    "page_header.html": [
        "{% call page_header('接件登记', crumbs=[('待办', '/desk/'), ('a', none)], meta=['a', none, 'b'], here='c') %}d{% endcall %}",
        "{{ page_header('接件登记') }}",
    ],
    "pager.html": [
        "{{ pager({'prev_url': none, 'next_url': '/2', 'total': 34, 'first': 1, 'last': 30, 'per_page': 30}) }}",
        "{{ pager({'prev_url': '/1', 'next_url': none, 'total': '1000 件以上'}) }}",
    ],
    "paper.html": [
        "{{ paper(s.LETTER) }}",
        "{{ paper(s.DRAFT) }}{{ paper_note() }}",
        "{{ paragraph('a', 'typed') }}{{ words('a', 'typed') }}{{ body(s.LETTER.paragraphs) }}",
    ],
    "post_button.html": [
        "{{ post_button('结束', '/end', {'name': 'a'}, 'key', label='结束在 10.0.0.1 的会话') }}{{ post_button('a', '/a') }}"
    ],
    "review_sheet.html": [
        "{{ review_sheet(s.DOCUMENTS, [{'title': 'a', 'hint': 'b', 'number': 1, 'cells': [[form.channel, form.on], [('c', 'bad')]]}]) }}",
        "{{ sheet_head([[('关联申请', '2026-0146'), ('申请人', '周立群')]]) }}",
        "{{ cell(form.channel) }}{{ cell(form.on) }}{{ cell(form.answer) }}",
    ],
    "shell.html": [
        "{{ top_bar(s.SHELL) }}{{ navigation(s.SHELL) }}{{ foot(s.SHELL) }}{{ print_foot(s.SHELL) }}",
        "{{ top_bar(s.STRANGER) }}{{ foot(s.STRANGER) }}",
        "{{ search_form(s.SHELL) }}",
        "{{ leave_form(s.SHELL) }}",
    ],
    "stages.html": ["{{ stages(s.STAGES) }}"],
    "table.html": [
        "{% call table('文书', ['文书', s.COLUMN], 'fix sm', scroll='文书') %}<tr><td>{{ cell_text('a') }}</td></tr>{% endcall %}",
        "{{ requests_table(s.ROWS, '在办申请', loose=true) }}",
    ],
    "tabs.html": ["{{ tabs([s.TAB, {'label': 'a', 'url': '/a', 'count': none}], '分类') }}", "{{ views([s.TAB]) }}"],
    "tag.html": [
        "{{ tag('已送达', 'ok') }}{{ tag('作废') }}{{ provisional() }}{{ provisional(s.BETWEEN) }}{{ between_words(s.BETWEEN) }}"
    ],
    "trail.html": [
        "{{ trail([s.ENTRY, {'when': '10-12', 'fact': '登记'}]) }}",
        "{{ trail([s.ENTRY, {'fact': '分管领导'}], short=true) }}",
    ],
    "usage.html": ["{{ usage('何时使用') }}", "{{ usage('') }}"],
}
