"""How days and personal data are written on pages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from gov_requests import masking
from gov_requests.access import ROLE_TITLES

WEEKDAYS = "一二三四五六日"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def weekday(day: date) -> str:
    """周一 … 周日."""
    return f"周{WEEKDAYS[day.weekday()]}"


def month_day(day: date | None) -> str:
    """11-20, where the year is plain."""
    return day.strftime("%m-%d") if day else ""


def long_day(day: date | None) -> str:
    """2026年11月20日, as letters and applicants read it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def moment(instant: datetime | None) -> str:
    """2026-11-20 09:26 in Beijing time."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if instant else ""


def size(octets: int) -> str:
    """A file's size for people."""
    return f"{octets / 1_048_576:.1f} MB" if octets >= 100_000 else f"{max(octets / 1024, 0.1):.1f} KB"


def install(app: Flask) -> None:
    """Make the filters known to templates."""
    app.jinja_env.filters.update(
        weekday=weekday,
        month_day=month_day,
        long_day=long_day,
        moment=moment,
        filesize=size,
        mask_id=masking.id_number,
        mask_phone=masking.phone,
        mask_email=masking.email,
        mask_address=masking.address,
        role_title=ROLE_TITLES.get,
    )
