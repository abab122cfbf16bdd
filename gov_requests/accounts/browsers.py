"""What a browser calls itself, in words by which a person knows the own machine. Nothing rests on it."""

import re

#: First row that is found names it; most browsers name the older ones too.
_BROWSERS = (
    ("Edge", re.compile(r"Edg[A-Za-z]*/(\d+)")),
    ("360 浏览器", re.compile(r"QIHU|360SE|360EE")),
    ("奇安信可信浏览器", re.compile(r"Qaxbrowser(?:/(\d+))?")),
    ("微信", re.compile(r"MicroMessenger/(\d+)")),
    ("Firefox", re.compile(r"Firefox/(\d+)")),
    ("Chrome", re.compile(r"Chrom(?:e|ium)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[^ ]* (?:Mobile/\S+ )?Safari")),
)
_SYSTEMS = (
    ("安卓", re.compile(r"Android")),
    ("iOS", re.compile(r"iPhone|iPad")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Mac OS X")),
    ("统信/麒麟/Linux", re.compile(r"Linux|X11")),
)


def browser_of(agent: str | None) -> str:
    """Return e.g. ``Chrome 86，Windows``; 「未知浏览器」 for what is not in the table."""
    if not agent:
        return "未知浏览器"
    named = [_named(row, agent) for row in (_BROWSERS, _SYSTEMS)]
    return "，".join(name for name in named if name) or "未知浏览器"


def _named(rows: tuple[tuple[str, re.Pattern[str]], ...], agent: str) -> str | None:
    for name, pattern in rows:
        found = pattern.search(agent)
        if found:
            version = found.group(1) if pattern.groups else None
            return f"{name} {version}" if version else name
    return None
