"""What is committed holds no machine's paths, no registry's address, no secret and nobody's identity number."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT, project_files

#: Names are put together here, so that this file does not break its own rule.
REGISTRIES = (
    "pypi." + "org",
    "python" + "hosted.org",
    "npm" + "js.",
    "npm" + "mirror",
    "deb." + "debian.org",
    "pypi." + "tuna",
    "mirr" + "ors.",
)
PATTERNS = {
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:work|root|home)/\w"),
    "a folder beside the repository": re.compile(r"\.\./" + "shared"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + "KEY"),
    "a secret": re.compile(
        r"(?i)(?<!\w)(?:secret|secret_key|token|api_key|password)[\"']?\s*[:=]\s*[\"'][A-Za-z0-9+/_=-]{16,}[\"']"
    ),
    "the address of a registry": re.compile("|".join(map(re.escape, REGISTRIES))),
}
#: Eighteen digits with a birthday in them. Invented people live in region 99, which the standard gives to nobody.
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(?!99)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
#: Written elsewhere: their licences and hashes are theirs.
NOT_OURS = ("static/vendor/", "static/fonts/", "requirements/")
DOCUMENTS = [path for path in project_files() if path.suffix == ".md" and path.parts[0] in {"docs", path.name}]


def faults(text: str, *, ours: bool = True) -> Iterator[str]:
    patterns = PATTERNS | {"an identity number": IDENTITY} if ours else PATTERNS
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in patterns.items():
            if found := pattern.search(line):
                yield f"line {number}: {what}: {found.group()}"


def test_what_is_committed_names_nothing_that_it_must_not():
    found = {}
    for path in project_files():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content[:8192]:
            found[str(path)] = list(faults(content.decode("utf-8"), ours=not str(path).startswith(NOT_OURS)))
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_must_not_be_named_is_caught():
    bad = [
        "cd /" + "work/main",
        "open('/" + "root/x')",
        "see .." + "/shared/design",
        "-----BEGIN EC PRIVATE " + "KEY-----",
        "SECRET_KEY = '" + "a1" * 10 + "'",
        "--index-url https://pypi." + "org/simple",
        "110101" + "19900307" + "771X",
    ]
    assert [line for line in bad if not list(faults(line))] == []
    sound = ["gov_requests/workdays/", "990101" + "19900307" + "7713", "password = input()", "20260302" * 3, "./work/x"]
    assert [line for line in sound if list(faults(line))] == []


def test_a_file_is_no_larger_than_it_must_be():
    # Fonts are the largest thing that belongs here.
    large = [
        str(path)
        for path in project_files()
        if (ROOT / path).stat().st_size > 1_000_000 and path.parts[:2] != ("static", "fonts")
    ]
    assert large == []


def named_paths(text: str) -> Iterator[str]:
    """The files and folders of the project that a document names, as a link or as code."""
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", link):
            yield link
    yield from re.findall(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:py|md|toml|html|css|js))`", text)


def named_targets(text: str) -> set[str]:
    """The targets of the Makefile that a document names."""
    return set(re.findall(r"\bmake ([a-z]+)\b", " ".join(re.findall(r"`[^`]+`|```.*?```", text, re.DOTALL))))


def exists(name: str, document: Path) -> bool:
    # Some files are made when the system runs.
    return name.startswith("instance/") or any(
        (ROOT / base / name).exists() for base in (".", document.parent, "gov_requests", "templates")
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_document_names_what_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in named_paths(text) if not exists(name, document)] == []
    assert [name for name in named_targets(text) if f"\n{name}:" not in makefile] == []


def test_a_document_that_names_what_does_not_exist_is_caught():
    text = "See [the plan](docs/plan.md), `gov_requests/attic/`, [a site](https://example.cn) and `make tea`."
    assert list(named_paths(text)) == ["docs/plan.md", "gov_requests/attic/"]
    assert named_targets(text) == {"tea"}
    assert not exists("docs/plan.md", Path("README.md"))
