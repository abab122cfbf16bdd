"""Style: everything in our own css is there in Chrome 86, every variable is defined, every pair of colours can be read."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import tinycss2  # type: ignore[import-untyped]

from tests.support.sources import project_files, text_of

VENDORED = Path("static/vendor/bootstrap/bootstrap.min.css")
TOKENS = Path("static/css/tokens.css")
#: Works where nothing else does, so it names its colours itself.
STANDALONE = Path("static/css/standalone.css")
OWN = [path for path in project_files() if path.suffix == ".css" and "vendor" not in path.parts]

#: What Chrome 86 knows, of what we may want. Something new here needs its Chrome version looked up first.
AT_RULES: Final = {"media", "page", "supports", "font-face", "keyframes"}
PSEUDO: Final = {
    *("hover", "focus", "focus-visible", "focus-within", "active", "visited", "link", "target", "root", "not", "lang"),
    *("checked", "disabled", "enabled", "required", "invalid", "placeholder-shown", "read-only", "indeterminate"),
    *("first-child", "last-child", "only-child", "nth-child", "nth-last-child", "empty"),
    *("first-of-type", "last-of-type", "nth-of-type"),
    *("before", "after", "placeholder", "selection", "first-line", "first-letter", "marker"),
}
FUNCTIONS: Final = {
    *("var", "calc", "min", "max", "clamp", "rgb", "rgba", "hsl", "hsla", "url", "attr", "counter", "repeat", "minmax", "fit-content"),
    *("linear-gradient", "translate", "translatex", "translatey", "rotate", "scale", "cubic-bezier"),
}  # fmt: skip
UNITS: Final = {"px", "em", "rem", "ch", "fr", "vh", "vw", "vmin", "vmax", "pt", "mm", "cm", "s", "ms", "deg"}
#: Properties that came after 86, with the version that brought them.
TOO_NEW: Final = {
    "inset": 87, "aspect-ratio": 88, "forced-color-adjust": 89, "overflow-clip-margin": 90, "scrollbar-gutter": 94,
    "font-palette": 101, "translate": 104, "rotate": 104, "scale": 104, "object-view-box": 104, "container": 105,
    "container-type": 105, "container-name": 105, "hyphenate-character": 106, "view-transition-name": 111, "text-wrap": 114,
    "white-space-collapse": 114, "animation-timeline": 115, "offset-position": 116, "mask": 120, "mask-image": 120,
    "mask-size": 120, "mask-position": 120, "mask-repeat": 120, "field-sizing": 123, "anchor-name": 125,
    "position-anchor": 125, "interpolate-size": 129, "text-box-trim": 133,
}  # fmt: skip
#: Shorthands of the logical properties came with 87; their long hands are older but are not needed in one language.
LOGICAL: Final = re.compile(r"^(margin|padding|border|inset|scroll-margin|scroll-padding)-(block|inline)(-|$)")
#: Not refused, though later than 86: accent-color, text-underline-offset, print-color-adjust. Nothing depends on them.
KEYWORDS: Final = {("overflow", "clip"), ("overflow-x", "clip"), ("overflow-y", "clip"), ("grid-template-columns", "subgrid")}  # fmt: skip
NAMED: Final = {"white", "black", "red", "green", "blue", "grey", "gray", "yellow", "orange"}
MEDIA_RANGE: Final = re.compile(r"[<>=]")
#: Foreground on background and the least ratio: 4.5 for text, 3 for lines that carry meaning (WCAG 1.4.3, 1.4.11).
READABLE: Final = [
    *((ink, ground, 4.5) for ink in ("ink", "ink-2", "ink-3") for ground in ("surface", "bg", "zebra")),
    *((ink, ground, 4.5) for ink in ("accent", "accent-deep") for ground in ("surface", "bg", "accent-soft", "zebra")),
    *((f"{name}", f"{name}-bg", 4.5) for name in ("green", "yellow", "red", "grey", "ochre")),
    *((name, "surface", 4.5) for name in ("green", "yellow", "red", "ochre", "grey")),
    *(("white", ground, 4.5) for ground in ("accent", "accent-deep", "red", "top-field")),
    *((ink, "accent-deep", 4.5) for ink in ("top-2", "top-3")),
    *((line, "surface", 3.0) for line in ("field", "button-line", "accent", "stopped")),
    *((shape, "yellow-bg", 3.0) for shape in ("yellow-shape",)),
    *((shape, "surface", 3.0) for shape in ("red", "green", "ink-3")),
    ("top-3", "top-field", 4.5), ("ink-2", "head", 4.5), ("ink-2", "grey-bg", 4.5), ("ink-2", "dead", 4.5), ("ink", "grey-bg", 4.5),
    ("ochre", "bg", 4.5), ("ins", "ins-bg", 4.5), ("del", "del-bg", 4.5), ("black", "generated", 4.5), ("focus", "accent-deep", 3.0),
]  # fmt: skip
#: What the interface language states of its tokens.
STATED: Final = [
    ("ink", "surface", 15.7), ("ink-2", "surface", 8.0), ("ink-3", "surface", 5.4), ("ink-3", "bg", 5.0), ("field", "surface", 3.5),
    ("accent", "surface", 8.3), ("accent-deep", "surface", 11.4), ("accent-deep", "accent-soft", 10.0), ("green", "green-bg", 6.7),
    ("yellow", "yellow-bg", 7.3), ("red", "surface", 6.9), ("grey", "grey-bg", 7.0), ("ochre", "surface", 7.5), ("ochre", "ochre-bg", 6.8),
]  # fmt: skip


def rules(css: str) -> Iterator[Any]:
    """Every rule, also those inside of @media."""
    pending = list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    while pending:
        rule = pending.pop(0)
        yield rule
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in {"media", "supports"}:
            pending += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)


def contents(css: str) -> Iterator[Any]:
    """What stands in the braces of every rule: declarations, and whatever should not be there."""
    for rule in rules(css):
        if rule.type == "qualified-rule" or (
            rule.type == "at-rule" and rule.lower_at_keyword in {"page", "font-face"} and rule.content
        ):
            yield from tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)


def tokens(values: Iterable[Any]) -> Iterator[Any]:
    for token in values:
        yield token
        yield from tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or [])


def too_new(css: str) -> list[str]:
    """What Chrome 86 would not understand, or what does not parse."""
    uneven = [
        f"{one} and {other} do not match" for one, other in ("{}", "()", "[]") if css.count(one) != css.count(other)
    ]
    return [*uneven, *_rule_faults(css), *_declaration_faults(css)]


def _rule_faults(css: str) -> Iterator[str]:
    for rule in rules(css):
        if rule.type == "error":
            yield f"line {rule.source_line}: {rule.message}"
        elif rule.type == "at-rule":
            if rule.lower_at_keyword not in AT_RULES:
                yield f"line {rule.source_line}: @{rule.lower_at_keyword}"
            if rule.lower_at_keyword == "media" and MEDIA_RANGE.search(tinycss2.serialize(rule.prelude)):
                yield f"line {rule.source_line}: a range in @media"
        else:
            yield from _selector_faults(rule)


def _selector_faults(rule: Any) -> Iterator[str]:
    prelude = list(tokens(rule.prelude))
    for before, token in zip([None, *prelude], prelude, strict=False):
        name = getattr(token, "lower_name", None) or getattr(token, "lower_value", "")
        after_colon = before is not None and before.type == "literal" and before.value == ":"
        if token.type == "literal" and token.value == "&":
            yield f"line {token.source_line}: nesting"
        elif after_colon and token.type in {"ident", "function"} and name not in PSEUDO:
            yield f"line {token.source_line}: :{name}"
        if (
            token.type == "function"
            and name == "not"
            and any(part.type == "literal" and part.value == "," for part in token.arguments)
        ):
            yield f"line {token.source_line}: a list in :not()"


def _declaration_faults(css: str) -> Iterator[str]:
    for item in contents(css):
        where = f"line {item.source_line}"
        if item.type == "error":
            yield f"{where}: {item.message}"
        elif item.type != "declaration":
            yield f"{where}: a rule inside of a rule"
        elif not item.name.startswith("--"):
            if item.lower_name in TOO_NEW or LOGICAL.match(item.lower_name):
                yield f"{where}: {item.lower_name} came with Chrome {TOO_NEW.get(item.lower_name, 87)}"
            yield from (f"{where}: {fault}" for fault in _value_faults(item))


def _value_faults(declaration: Any) -> Iterator[str]:
    for token in tokens(declaration.value):
        if token.type == "function" and token.lower_name not in FUNCTIONS:
            yield f"{token.lower_name}()"
        elif token.type == "dimension" and token.lower_unit not in UNITS:
            yield f"the unit {token.unit}"
        elif token.type == "ident" and (declaration.lower_name, token.lower_value) in KEYWORDS:
            yield f"{declaration.lower_name}: {token.value}"


def defined(css: str) -> set[str]:
    return {item.name for item in contents(css) if item.type == "declaration" and item.name.startswith("--")}


def used(css: str) -> set[str]:
    """The variables that are asked for without something to fall back on."""
    calls = (
        token for item in contents(css) if item.type == "declaration" for token in tokens(item.value)
        if token.type == "function" and token.lower_name == "var"
    )  # fmt: skip
    return {next(part.value for part in call.arguments if part.type == "ident") for call in calls}


def colours_named(css: str) -> list[str]:
    """Colours that are written out instead of taken from the tokens."""
    found = []
    for item in contents(css):
        for token in tokens(item.value) if item.type == "declaration" else ():
            mixed = token.type == "function" and token.lower_name in {"rgb", "rgba", "hsl", "hsla"}
            if mixed or token.type == "hash" or (token.type == "ident" and token.lower_value in NAMED):
                found.append(f"line {item.source_line}: {item.name}")
    return found


def hexes(css: str) -> dict[str, str]:
    values = {
        item.name[2:]: tinycss2.serialize(item.value).strip() for item in contents(css) if item.type == "declaration"
    }
    return {name: value for name, value in values.items() if re.fullmatch(r"#[0-9a-f]{6}", value)}


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def hard_to_read(colours: dict[str, str], pairs: Iterable[tuple[str, str, float]]) -> list[str]:
    return [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f}, least {least}"
        for ink, ground, least in pairs
        if contrast(colours[ink], colours[ground]) < least
    ]


@pytest.mark.parametrize("path", OWN, ids=str)
def test_chrome_86_understands_every_line(path):
    assert too_new(text_of(path)) == []


@pytest.mark.parametrize("path", OWN, ids=str)
def test_every_variable_that_is_used_is_defined(path):
    known = set().union(*(defined(text_of(one)) for one in OWN)) | set(
        re.findall(r"(--bs-[\w-]+)\s*:", text_of(VENDORED))
    )
    assert used(text_of(path)) - known == set()


@pytest.mark.parametrize("path", [path for path in OWN if path not in {TOKENS, STANDALONE}], ids=str)
def test_colours_stand_in_the_tokens_only(path):
    assert colours_named(text_of(path)) == []


def test_every_pair_of_colours_can_be_read():
    assert hard_to_read(hexes(text_of(TOKENS)), READABLE) == []


def test_the_tokens_have_the_contrast_that_the_interface_language_states():
    colours = hexes(text_of(TOKENS))
    measured = [(ink, ground, contrast(colours[ink], colours[ground])) for ink, ground, _ in STATED]
    assert measured == [(ink, ground, pytest.approx(stated, abs=0.1)) for ink, ground, stated in STATED]


def test_every_stylesheet_is_linked_and_no_map_is_promised():
    layout = text_of(Path("templates/layouts/base.html"))
    assert [path.stem for path in OWN if path != STANDALONE and f"'{path.stem}'" not in layout] == []
    served = [path for path in project_files() if path.parts[0] == "static" and path.suffix in {".css", ".js"}]
    assert [str(path) for path in served if "sourceMappingURL" in text_of(path)] == []


@pytest.mark.parametrize(
    "css",
    [
        "a:is(.b, .c) { color: inherit }", ".a:has(b) { top: 0 }", ":where(a) { top: 0 }", "a:not(.b, .c) { top: 0 }",
        "a { color: color-mix(in srgb, red, blue) }", "a { inset: 0 }", "a { aspect-ratio: 1 }", "a { margin-inline: 0 }",
        "a { padding-block: 1px 2px }", "a { inset-inline: 0 }", "@layer base { a { top: 0 } }", "@container (width > 1px) {}",
        "a { container-type: inline-size }", "a { height: 100dvh }", "@media (width >= 992px) { a { top: 0 } }", "a { b { top: 0 } }",
        "a { &:hover { top: 0 } }", "a { color: oklch(50% 0 0) }", "@media print { a { inset: 0 } }", "a { overflow: clip }",
        "a { grid-template-columns: subgrid }", "a { scale: 2 }", "a::file-selector-button { top: 0 }", "a { top 0 }", "a { top: 0",
        "@scope (a) { b { top: 0 } }", "a:user-invalid { top: 0 }", "a { mask-image: none }", "a { top: 0 } }", "a { top: var(--a }",
    ],
)  # fmt: skip
def test_what_chrome_86_does_not_understand_is_caught(css):
    assert too_new(css)


def test_what_chrome_86_understands_passes():
    sound = "@media print { @page { margin: 1mm } a:not(:focus-visible)::before { inline-size: calc(1px + var(--x)); accent-color: red } }"
    assert too_new(sound) == []


def test_an_undefined_variable_is_caught():
    css = ":root { --a: 1px } b { top: var(--a); left: calc(1px + var(--b)) } @media print { c { top: var(--c, 2px) } }"
    assert used(css) - defined(css) == {"--b", "--c"}


@pytest.mark.parametrize("value", ["#fff", "rgba(0, 0, 0, 0.5)", "1px solid red", "0 0 1px rgb(1, 2, 3)"])
def test_a_colour_outside_of_the_tokens_is_caught(value):
    assert colours_named(f"a {{ border: {value} }}")


def test_colours_that_cannot_be_told_apart_are_caught():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert hard_to_read({"a": "#767676", "b": "#ffffff"}, [("a", "b", 4.5)]) == []
    assert hard_to_read({"a": "#777777", "b": "#ffffff"}, [("a", "b", 4.5)]) == ["a on b: 4.48, least 4.5"]
