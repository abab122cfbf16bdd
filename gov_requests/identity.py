"""Checking the numbers on identity papers (GB 11643 身份证号, GB 32100 统一社会信用代码). Pure."""

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LENGTH = 18
_ASCII_DIGITS = frozenset("0123456789")


def id_card_fault(number: str) -> str | None:
    """Return what is wrong with an 18-digit ID number, or None. Impossible birthdays are refused."""
    if len(number) != _LENGTH:
        return f"居民身份证号是 18 位，现有 {len(number)} 位。"
    if not set(number[:17]) <= _ASCII_DIGITS or number[17] not in _ID_CHECKS:
        return "居民身份证号前 17 位是数字，末位是数字或 X。"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return f"号码中的出生日期 {number[6:14]} 不存在，请核对。"
    expected = _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True)) % 11]
    return None if number[17] == expected else "校验位不对，号码可能抄错，请逐位核对。"


def credit_code_fault(code: str) -> str | None:
    """Return what is wrong with an 18-character 统一社会信用代码, or None."""
    if len(code) != _LENGTH:
        return f"统一社会信用代码是 18 位，现有 {len(code)} 位。"
    strange = [letter for letter in code if letter not in _CODE_LETTERS]
    if strange:
        return f"统一社会信用代码不使用“{strange[0]}”，请核对（不用 I、O、S、V、Z）。"
    total = sum(_CODE_LETTERS.index(letter) * weight for letter, weight in zip(code[:17], _CODE_WEIGHTS, strict=True))
    expected = _CODE_LETTERS[(31 - total % 31) % 31]
    return None if code[17] == expected else "校验位不对，代码可能抄错，请逐位核对。"


CHECKS = {"居民身份证": id_card_fault, "统一社会信用代码": credit_code_fault}
