"""Personal data is shown masked (个人信息去标识化展示). One helper, used by every page, list, export and log.

Form: 6 + 4 digits of an ID number stay, e.g. ``990102********0014``.
"""


def id_number(value: str | None) -> str:
    """Return an ID number or credit code with its middle hidden; short values are hidden but for two characters."""
    return _middle(value, keep_front=6, keep_back=4)


def phone(value: str | None) -> str:
    """Return a telephone number with its middle hidden."""
    return _middle(value, keep_front=3, keep_back=4)


def email(value: str | None) -> str:
    """Return an e-mail address with its local part hidden."""
    if not value:
        return ""
    local, at, domain = value.partition("@")
    return f"{local[:1]}***{at}{domain}"


def name(value: str | None) -> str:
    """Return a person's name with all but its first character hidden."""
    return f"{value[:1]}{'*' * max(1, len(value) - 1)}" if value else ""


def address(value: str | None) -> str:
    """Return a postal address cut after its first nine characters (province, city, district)."""
    if not value:
        return ""
    return value if len(value) <= _ADDRESS_SHOWN else value[:_ADDRESS_SHOWN] + "****"


_ADDRESS_SHOWN = 9


def _middle(value: str | None, *, keep_front: int, keep_back: int) -> str:
    if not value:
        return ""
    hidden = len(value) - keep_front - keep_back
    if hidden <= 0:
        return value[:1] + "*" * (len(value) - 1)
    return value[:keep_front] + "*" * hidden + value[-keep_back:]
