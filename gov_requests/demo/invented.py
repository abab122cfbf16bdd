"""Invented applicants and requests, drawn from a seed: believable to read, and nobody's."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from gov_requests.demo.district import Place

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
#: Region 99 is given to nobody, neither in GB/T 2260 numbers of persons nor in codes of organisations.
_REGIONS = ("990101", "990102", "990103")

_SURNAMES = "虚拟设样假某"
_GIVEN_FIRST = "春夏秋冬东南西北中长永新玉金文武一双"
_GIVEN_SECOND = "兰梅竹菊华强平生英芳勇军红霞敏杰涛明"
_COMPANY_FIRST = ("虚构", "拟想", "样例", "设定", "假日云")
_COMPANY_SECOND = ("数智科技", "精密仪器", "环境工程", "置业顾问", "物业服务", "文化传播", "建筑设计", "供应链")
#: Kind of organisation → how its name ends, and the two letters that its code begins with (GB 32100).
_ORGANISATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "commercial": (("有限公司", "股份有限公司", "（个体工商户）"), "91"),
    "research": (("研究院", "研究中心", "城市治理研究所"), "12"),
    "public_welfare": (("社区促进中心", "公益基金会", "志愿服务联合会"), "52"),
    "legal_service": (("律师事务所", "法律咨询服务所"), "31"),
    "other": (("业主委员会", "老年大学同学会", "社区议事协商会"), "93"),
}
_KINDS = ("natural_person", "commercial", "research", "public_welfare", "legal_service", "other")
_KIND_WEIGHTS = (72, 10, 3, 4, 7, 4)

_PLACES = ("虚构里小区", "虚构东里", "虚构胡同", "虚构园二期", "虚构南街", "虚构广场", "虚构家园", "虚构河沿线",
           "虚构工业园", "虚构桥地区", "虚构路两侧", "样板村", "拟想湾片区")  # fmt: skip
_DOCUMENTS = ("实施方案的批复", "财政资金安排文件", "招标文件和中标通知书", "验收报告", "专家论证意见", "年度工作总结",
              "施工合同", "检查记录和处理决定", "专题会议纪要", "拨款凭证", "评估报告", "公示材料", "统计数据",
              "风险评估意见")  # fmt: skip
_HINTS = (
    "如有文号请一并提供。",
    "请提供盖章的复印件。",
    "请按年度分别提供。",
    "",
    "以上信息用于了解本人居住地的情况。",
    "如不属于贵机关职责，请告知负责公开的机关。",
)
_CHANNELS = ("online", "signed_mail", "in_person", "ordinary_mail", "email", "fax", "oral")
_CHANNEL_WEIGHTS = (44, 20, 16, 6, 6, 4, 4)
_ADULTS_BORN_FROM, _ADULTS_BORN_WITHIN = date(1945, 1, 1), 60 * 365


@dataclass(frozen=True, slots=True)
class Applicant:
    """An applicant as a form names one."""

    kind: str
    name: str
    id_type: str
    id_number: str
    phone: str
    address: str
    legal_representative: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, and how it is to be given; ``terms`` are those to search by."""

    title: str
    terms: str
    description: str
    medium: str
    delivery: str


def applicant(chance: random.Random, kind: str | None = None) -> Applicant:
    """Return an applicant of a kind (default: as they come)."""
    kind = kind or chance.choices(_KINDS, _KIND_WEIGHTS)[0]
    phone = f"010-0000{chance.randrange(10_000):04d}"
    address = f"虚构市虚构区{chance.choice(_PLACES)}{chance.randint(1, 40)}号"
    if kind == "natural_person":
        return Applicant(kind, _person(chance), "居民身份证", _id_number(chance), phone, address)
    endings, prefix = _ORGANISATIONS[kind]
    name = f"{chance.choice(_COMPANY_FIRST)}{chance.choice(_COMPANY_SECOND)}{chance.choice(endings)}"
    code = _credit_code(chance, prefix)
    return Applicant(kind, name, "统一社会信用代码", code, phone, address, _person(chance), _person(chance))


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN_FIRST) + chance.choice(_GIVEN_SECOND)


def _id_number(chance: random.Random) -> str:
    born = _ADULTS_BORN_FROM + timedelta(days=chance.randrange(_ADULTS_BORN_WITHIN))
    first = f"{chance.choice(_REGIONS)}{born:%Y%m%d}{chance.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True))
    return first + _ID_CHECKS[total % 11]


def _credit_code(chance: random.Random, prefix: str) -> str:
    first = f"{prefix}{chance.choice(_REGIONS)}MA0T{chance.randrange(100_000):05d}"
    total = sum(_CODE_LETTERS.index(letter) * weight for letter, weight in zip(first, _CODE_WEIGHTS, strict=True))
    return first + _CODE_LETTERS[(31 - total % 31) % 31]


def wish(chance: random.Random, place: Place, year: int) -> Wish:
    """Return a request to an organ: a place, a subject of that organ, a document of some year up to ``year``."""
    where, what, document = chance.choice(_PLACES), chance.choice(place.topics), chance.choice(_DOCUMENTS)
    since = year - chance.randrange(5)
    description = f"申请公开{since}年{where}{what}的{document}。{chance.choice(_HINTS)}"
    medium, delivery = chance.choice(
        (("纸质", "自行领取"), ("纸质", "邮寄"), ("电子", "邮寄"), ("电子", "自行领取"), ("光盘", "邮寄"))
    )
    return Wish(f"{where}{what}的{document}", f"{where}、{what}", description, medium, delivery)


def channel(chance: random.Random) -> str:
    """Return how a request came in."""
    return chance.choices(_CHANNELS, _CHANNEL_WEIGHTS)[0]
