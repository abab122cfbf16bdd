"""The district 「虚构区」: its organs, their sections, and a person for every role. Nothing in it exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan

DISTRICT = "虚构区人民政府"
CITY = "虚构市人民政府"
COURT = "虚构区人民法院"
HIGHER_COURT = "虚构市第四中级人民法院"
OFFICE = "qzb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One organ: ``short`` its 代字, ``units`` what the samples call it, ``topics`` what people ask it about."""

    code: str
    name: str
    short: str
    kind: str
    street: str
    sections: tuple[str, str]
    topics: tuple[str, ...]
    units: tuple[str, ...] = ()


PLACES: tuple[Place, ...] = (
    Place(
        code=OFFICE,
        name="虚构区人民政府办公室",
        short="虚政公开",
        kind="government_office",
        street="虚构大街1号",
        sections=("政务公开科", "综合科"),
        topics=("重点工程调度", "政务服务大厅改造", "区级应急预案修订", "年度重要民生实事"),
    ),
    Place(
        code="zjw",
        name="虚构区住房和城市建设委员会",
        short="虚建公开",
        kind="department",
        street="虚构大街20号",
        sections=("房屋管理科", "工程建设科"),
        topics=("老旧小区综合整治", "物业服务监管", "公共租赁住房配租", "既有住宅加装电梯", "建设工程施工许可"),
        units=("区住房城市建设委",),
    ),
    Place(
        code="cgj",
        name="虚构区城市管理综合行政执法局",
        short="虚城执公开",
        kind="department",
        street="虚构南路6号",
        sections=("法制科", "执法监督科"),
        topics=("占道经营治理", "餐饮油烟执法检查", "施工扬尘执法检查", "违法建设拆除", "户外广告整治"),
        units=("区城管执法局",),
    ),
    Place(
        code="sjj",
        name="虚构区数据局",
        short="虚数公开",
        kind="department",
        street="虚构科技街8号",
        sections=("数据资源科", "数字经济科"),
        topics=("公共数据开放", "技术改造专项资金", "智慧社区建设", "政务云平台采购", "数字经济企业扶持"),
        units=("区数据局",),
    ),
    Place(
        code="cgw",
        name="虚构区城市管理委员会",
        short="虚城管公开",
        kind="department",
        street="虚构北街15号",
        sections=("市政管理科", "环境卫生科"),
        topics=("背街小巷环境整治", "道路大修工程", "生活垃圾分类", "停车设施建设", "供热管网改造"),
        units=("区城市管理委",),
    ),
    Place(
        code="fgj",
        name="虚构区房屋管理局",
        short="虚房公开",
        kind="department",
        street="虚构西街33号",
        sections=("征收管理科", "房屋安全科"),
        topics=("国有土地上房屋征收补偿", "直管公房管理", "危旧房改造", "房屋安全鉴定", "老旧电梯更新"),
        units=("区房管局",),
    ),
    Place(
        code="ylj",
        name="虚构区园林绿化局",
        short="虚园公开",
        kind="department",
        street="虚构公园路2号",
        sections=("绿化规划科", "公园管理科"),
        topics=("公园改造", "古树名木保护", "口袋公园建设", "行道树更新", "绿地养护"),
        units=("区园林绿化局",),
    ),
    Place(
        code="gzfj",
        name="虚构市规划和自然资源委员会虚构分局",
        short="虚规自公开",
        kind="branch",
        street="虚构东路11号",
        sections=("规划管理科", "不动产登记科"),
        topics=("建设工程规划许可", "控制性详细规划调整", "土地出让", "多规合一协同平台审议", "地名命名"),
        units=("市规划自然资源委西城分局",),
    ),
    Place(
        code="xgljd",
        name="虚构区虚构里街道办事处",
        short="虚里街公开",
        kind="subdistrict",
        street="虚构里大街5号",
        sections=("社区建设科", "城市管理办公室"),
        topics=("社区养老驿站建设", "楼门文化改造", "社区工作者招聘", "便民菜店补贴", "居民议事厅建设"),
    ),
)


def new_organ(place: Place, number: int) -> NewOrgan:
    """Return the organ of a place; ``number`` makes its telephone (010-0000xxxx is nobody's)."""
    office = place.code == OFFICE
    return NewOrgan(
        code=place.code,
        name=place.name,
        short=place.short,
        kind=place.kind,
        parent=None if office else OFFICE,
        reviewing_organ=CITY if office else DISTRICT,
        court=HIGHER_COURT if office else COURT,
        address=f"虚构市虚构区{place.street}",
        postcode="100000",
        phone=f"010-0000{1000 + number * 10}",
    )


#: Who works in every organ: user name, role, number of the section (for those who have one).
POSTS: tuple[tuple[str, Role, int | None], ...] = (
    ("clerk", Role.CLERK, None),
    ("handler1", Role.HANDLER, 0),
    ("handler2", Role.HANDLER, 1),
    ("chief1", Role.SECTION_HEAD, 0),
    ("chief2", Role.SECTION_HEAD, 1),
    ("secrecy", Role.SECRECY_REVIEWER, None),
    ("legal", Role.LEGAL_REVIEWER, None),
    ("signer", Role.SIGNER, None),
    ("head", Role.DISCLOSURE_HEAD, None),
)
#: Who exists once, in the office.
SINGLE_POSTS: tuple[tuple[str, Role], ...] = (
    ("qzb.supervisor", Role.DISTRICT_SUPERVISOR),
    ("sys.admin", Role.SYSTEM_ADMIN),
    ("sec.admin", Role.SECURITY_ADMIN),
    ("aud.admin", Role.AUDIT_ADMIN),
)
_SURNAMES = "虚拟设样"
_FIRST, _SECOND = "明文立思佳晓志雅海景", "远宁安清和晴川然岚舟"


def names() -> Iterator[str]:
    """Yield a hundred names that nobody bears, no given name twice."""
    for number, (first, second) in enumerate(product(_FIRST, _SECOND)):
        yield f"{_SURNAMES[number % len(_SURNAMES)]}{first}{second}"
