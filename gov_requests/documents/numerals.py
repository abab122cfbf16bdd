"""Numbers and dates as official documents write them (GB/T 9704—2012, 7.3.5.4; GB/T 15835)."""

from datetime import date


def written_date(day: date) -> str:
    """成文日期: 2026年11月5日, Arabic figures, month and day without a leading zero (月、日不编虚位)."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_and_day(day: date) -> str:
    """11月5日, where the year is plain from the sentence."""
    return f"{day.month}月{day.day}日"
