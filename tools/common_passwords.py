"""Writes `gov_requests/records/common_passwords.list`: the passwords that people choose most, made from their habits.

    .venv/bin/python -m tools.common_passwords

No leaked list is copied. What such lists have in common is common knowledge: a handful of words, walks over the keyboard, names, years
and the tails that a rule about digits and signs brings forth. This program joins them in a fixed order and keeps the first of them.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "gov_requests" / "records" / "common_passwords.list"
HOW_MANY = 3200


def _words(text: str) -> list[str]:
    return text.split()


ENGLISH = _words("""password passw0rd welcome admin administrator root user guest test login master letmein monkey dragon football
baseball sunshine princess shadow superman batman michael jordan computer internet iloveyou loveyou trustno1 freedom whatever
charlie summer winter spring autumn hello secret changeme default system server network oracle manager office service
starwars pokemon cookie flower orange banana apple google windows microsoft qwerty abc abcd abcdef abcdefg asdf asdfgh
zxcvbn secure security private public temp temporary demo example account database company support""")
PINYIN = _words("""woaini woaiwojia aini nihao mima gonghao guanliyuan beijing shanghai guangzhou shenzhen zhongguo china tianjin
chongqing jintian mingtian wangwei zhangwei liwei wangfang lina zhangmin lijing wangjing liuwei wangxiu chenjie zhangsan lisi
wangwu xiaoming baobao laopo laogong shengri xingfu kuaile jiankang pingan facai zhengfu gongkai bangong bangongshi keshi
jiedao shequ renmin fuwu xinxi xitong ceshi""")
WALKS = _words("""qwertyuiop asdfghjkl zxcvbnm qwer qwert qwerty1234 qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t q1w2e3r4
zaq12wsx zaq1xsw2 !qaz2wsx !qaz@wsx 1qaz@wsx 1qaz@wsx3edc qwer1234 qwe123 qwe123!@# asd123 asdf1234 zxc123 123qwe 123qweasd
123qweasdzxc 1234qwer qwe!@#123 qaz123 a1b2c3d4 abc123 aa123456 a123456 a12345678 a123456789 q123456 w123456 z123456 1a2b3c4d
123abc 123456a 123456aa abcd1234 abc12345 aaa111 p@ssw0rd1qaz""")
DIGITS = _words("""123456 12345678 123456789 1234567890 12345 1234567 111111 000000 888888 666666 123123 123321 654321 520520 5201314
1314520 147258369 159357 789456123 987654321 0987654321 112233 11223344 121212 123654 147258 168168 518518 88888888 66666666
00000000 11111111 12341234 12344321 1111111111 0123456789 1122334455 520131420 147852369 963852741""")
TAILS = _words("""1 12 123 1234 12345 123456 123456789 ! !! !@# !@#$ !@#$% @ @1 @12 @123 @1234
@12345 @123456 #1 #123 _123 -123 .123 123! 123@ 1234! 12345!
1! 01 001 007 66 88 666 888 520 521 1314 168 123abc abc abc123 qwe a""")
YEARS = [str(year) for year in range(2026, 2009, -1)]


def candidates() -> Iterator[str]:
    """Yield what people choose, the commonest habits first. Small letters only: case is not looked at when comparing."""
    yield from DIGITS
    yield from WALKS
    words = [*ENGLISH, *PINYIN]
    yield from words
    yield from (f"{word}@{year}" for year in YEARS[:6] for word in words[:24])
    yield from (f"{word}{year}" for year in YEARS[:8] for word in words)
    yield from (f"{word}{tail}" for tail in TAILS for word in words[:48])
    yield from (
        f"{walk}{tail}" for walk, tail in itertools.product(WALKS, ("!", "@", "123", "!@#", ".", "2025", "2026"))
    )
    yield from (f"{word}{tail}" for tail in TAILS for word in words[48:])


def main() -> None:
    """Write the list, sorted, each once, none shorter than four characters."""
    kept = itertools.islice(dict.fromkeys(word for word in candidates() if len(word) >= 4), HOW_MANY)
    TARGET.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
