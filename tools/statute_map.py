"""`python -m tools.statute_map` (`make map`): article → symbol → tests, and every switch with its default, into docs/statute-map.md."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from gov_requests.statute.provisions import REGULATIONS, REGULATIONS_2008, SWITCHES, Article, Provision, numeral

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "statute-map.md"
LAW = ROOT / "gov_requests" / "statute"
TESTS = ROOT / "tests"
#: Where the law has its own tests; those of other rooms are named for an article that has none here.
OWN = ("tests/statute/", "tests/exhaustive/")
_CITED = re.compile(
    r"(《[^》]+》|原条例)?第[零一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?"
)
_MARKED = re.compile(r"\[[MI]\]")

Symbols = dict[tuple[str, str], set[str]]


def article_symbols() -> Symbols:
    """Return the symbols of ``statute/`` that rest on each article: those that build it, and those whose docstring cites it."""
    found: Symbols = defaultdict(set)
    for path in sorted(LAW.glob("[!_]*.py")):
        module = importlib.import_module(f"gov_requests.statute.{path.stem}")
        for name, node in _top(ast.parse(path.read_text(encoding="utf-8"))):
            for article in _articles(node, module):
                found[article].add(f"{path.stem}.{name}")
    return found


def _top(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def _articles(node: ast.stmt, module: ModuleType) -> Iterator[tuple[str, str]]:
    for part in ast.walk(node):
        built = _built(part, module)
        if built is not None:
            yield _key(built)
        elif isinstance(part, ast.FunctionDef | ast.ClassDef):
            for cited in _CITED.finditer(ast.get_docstring(part) or ""):
                law = {None: REGULATIONS.title, "原条例": REGULATIONS_2008.title}.get(
                    cited[1], (cited[1] or "").strip("《》")
                )
                yield law, cited[0].replace("《行政复议法》", "《中华人民共和国行政复议法》")


def _built(part: ast.AST, module: ModuleType) -> Article | None:
    """Return the article that an expression builds or names, where it can be read off as it stands."""
    names = isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    if not names and not (isinstance(part, ast.Call) and isinstance(part.func, ast.Name)):
        return None
    try:
        value = eval(compile(ast.Expression(part), "", "eval"), vars(module))  # type: ignore[arg-type]  # noqa: S307 — our own source
    except Exception:  # noqa: BLE001 — an expression that needs what is not there builds no article by itself
        return None
    return value if isinstance(value, Article) else None


def _key(article: Article) -> tuple[str, str]:
    return article.law.title, article.text


def marked_tests() -> dict[int, set[str]]:
    """Return the tests that name an article of the Regulations (条例) in their marks."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT).as_posix()
        for node in tree.body:
            for number in _marks(node):
                found[number].add(f"{place}::{node.name}" if isinstance(node, ast.FunctionDef) else place)
    return found


def _marks(node: ast.stmt) -> Iterator[int]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "pytest.mark.article":
            yield from (
                word.value for word in part.args if isinstance(word, ast.Constant) and isinstance(word.value, int)
            )


def importing_tests() -> dict[str, set[str]]:
    """Return the test modules that import from each module of ``statute/``."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gov_requests.statute"):
                parts = (node.module or "").split(".")
                names = parts[2:3] or [alias.name for alias in node.names]
                for name in names:
                    found[name].add(path.relative_to(ROOT).as_posix())
    return found


def assumptions() -> Iterator[tuple[str, str, str]]:
    """Yield (symbol, mark, value) of the values that rest on memory ([M]) or inference ([I]), beside the switches."""
    for folder in ("statute", "workdays", "records"):
        for path in sorted((ROOT / "gov_requests" / folder).glob("[!_]*.py")):
            source = path.read_text(encoding="utf-8")
            lines = source.splitlines()
            for name, node in _top(ast.parse(source)):
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    continue
                mark = _MARKED.search(_comment_above(lines, node.lineno) + lines[node.lineno - 1].partition("#")[2])
                if mark is not None:
                    module = importlib.import_module(f"gov_requests.{folder}.{path.stem}")
                    yield f"{folder}.{path.stem}.{name}", mark[0], _value(getattr(module, name))


def _comment_above(lines: list[str], lineno: int) -> str:
    told = []
    while lineno > 1 and lines[lineno - 2].lstrip().startswith("#"):
        lineno -= 1
        told.append(lines[lineno - 1])
    return " ".join(reversed(told))


def _value(value: object) -> str:
    if isinstance(value, Provision):
        return "；".join(f"{since} 起 {held}" for since, _, held in value.rows)[:160]
    return str(value)[:160]


def statute_map() -> str:
    """Return the document."""
    marked, imported = marked_tests(), importing_tests()
    parts = [_HEAD]
    by_law: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for (law, article), symbols in article_symbols().items():
        by_law[law].append((article, symbols))
    for law in sorted(by_law, key=lambda law: (law != REGULATIONS.title, law != REGULATIONS_2008.title, law)):
        parts += [f"\n## {law}\n", "| Article | Symbols in `statute/` | Tests |", "|---|---|---|"]
        for article, symbols in sorted(by_law[law], key=lambda row: _order(row[0])):
            tests = set(marked.get(_number(article), ())) if law == REGULATIONS.title else set()
            tests = tests or set().union(*(imported[symbol.split(".")[0]] for symbol in symbols))
            tests = {test for test in tests if test.startswith(OWN)} or tests
            parts.append(f"| {article} | {_listed(f'`{symbol}`' for symbol in symbols)} | {_listed(_by_file(tests))} |")
    parts += ["\n## Switches\n", "| Switch | Mark | Since | Default | What it does |", "|---|---|---|---|---|"]
    parts += [
        f"| `{row.name}` | [{row.mark}] | {row.since} | {'on' if row.value else 'off'} | {row.note} |"
        for row in SWITCHES
    ]
    parts += ["\n## Other values that rest on memory or inference\n", "| Symbol | Mark | Value |", "|---|---|---|"]
    parts += [f"| `{name}` | {mark} | {value} |" for name, mark, value in assumptions()]
    return "\n".join(parts) + "\n"


_HEAD = """# Statute map

Generated by `make map` from the source; a house test holds that it is current. Which symbols of `gov_requests/statute/` rest on an article
(they build the citation, or their docstring names it), and which tests hold it: those marked with the article, else those that import the
module. [M]: from memory, to be confirmed. [I]: inferred."""


def _number(article: str) -> int:
    name = re.match(r"第([零一二三四五六七八九十百]+)条", article)
    return next((n for n in range(1, 200) if name and numeral(n) == name[1]), 0)


def _order(article: str) -> tuple[int, str]:
    return _number(re.sub(r"^(《[^》]+》|原条例)", "", article)), article


def _by_file(tests: Iterable[str]) -> set[str]:
    """Return the files that the tests stand in."""
    return {f"`{test.partition('::')[0]}`" for test in tests}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "—"


if __name__ == "__main__":
    DOCUMENT.write_text(statute_map(), encoding="utf-8")
