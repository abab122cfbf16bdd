"""Forms of the ledger: the workbook to bring in, the year to take out, why personal data must go out."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import Length

from gov_requests.ledger.words import YEAR_FORMATS
from gov_requests.web.forms import ActForm, Text, pairs

#: The earliest year that a choice offers: the first Regulations took effect in it.
FIRST_YEAR = 2008
_FORMATS = {"2021": "〔2021〕30号（2021 年度起）", "2019": "〔2019〕60号（2019、2020 年度）"}


class UploadForm(ActForm):
    """A filled-in ledger."""

    file = FileField("台账工作簿", [FileRequired("请选择填好的台账（.xlsx）。")])
    year_format = SelectField(
        "答复类型按哪一版年度报告填写",
        choices=pairs((year, _FORMATS[year]) for year in YEAR_FORMATS),
        default=YEAR_FORMATS[0],
    )


class ImportForm(ActForm):
    """导入: what was checked, as it was checked."""


class FullForm(ActForm):
    """申请完整导出."""

    year = SelectField("收到年份", validators=[Length(max=4)])
    reason = Text("理由", required="请写明为什么需要含个人信息的台账。", limit=500)

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self.year.choices = years(this_year)

    @property
    def chosen(self) -> int | None:
        """The year, None for all."""
        return int(self.year.data) if self.year.data else None


def years(this_year: int) -> list[tuple[str, str]]:
    """Return the years to choose from, newest first."""
    return [("", "全部"), *((str(year), f"{year} 年") for year in range(this_year, FIRST_YEAR - 1, -1))]
