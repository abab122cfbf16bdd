"""`python -m tools.mutants [module …]`: make every mutant, run the tests of the law on it, tell which ones nobody noticed."""

import argparse
import ast
import importlib
import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401 — loaded once, before the processes part
import pytest

from tools.mutants.changes import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "gov_requests" / "statute"
#: Seconds of processor time, and by the clock, after which a mutant counts as noticed: it does not end.
LIMIT, LONGEST = 60, 300
KILLED, SURVIVED = "killed", "survived"


class _Falsified(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the falsified module when it is imported."""

    def __init__(self, name: str, tree: ast.Module, path: Path) -> None:
        self.name, self.tree, self.path = name, tree, path

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 — our own tree


def tried(module: str, mutant: Mutant, tests: Sequence[str]) -> str:
    """Run the tests on a mutant in a process of its own."""
    child = os.fork()
    if child == 0:
        os._exit(_run(module, mutant, tests))
    until = time.monotonic() + LONGEST
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return SURVIVED if os.waitstatus_to_exitcode(status) == 0 else KILLED
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)


def _run(module: str, mutant: Mutant, tests: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.meta_path.insert(0, _Falsified(f"gov_requests.statute.{module}", mutant.tree, LAW / f"{module}.py"))
    try:
        sentences = importlib.import_module("tests.statute.sentences")
        if sentences.everything() != sentences.kept():  # Most are noticed here, in a fraction of the time.
            return 1
        return int(
            pytest.main(
                ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-m", "not database and not browser", *tests]
            )
        )
    except BaseException:  # noqa: BLE001 — whatever a falsified module raises is noticed
        return 1


def main() -> None:
    """Try every mutant of the modules asked for, or of all."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--report", type=Path, help="a JSON file that gets what survived")
    parser.add_argument("--every", type=int, default=1, help="try one mutant in so many")
    parser.add_argument("--tests", nargs="+", default=["tests/statute", "tests/exhaustive"])
    asked = parser.parse_args()
    names = asked.modules or sorted(file.stem for file in LAW.glob("*.py") if file.stem != "__init__")
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="mutants-")
    report: dict[str, tuple[int, list[str]]] = {}
    for name in names:
        survivors: list[str] = []
        total = 0
        source = (LAW / f"{name}.py").read_text(encoding="utf-8")
        if tried(name, Mutant(0, "unchanged", ast.parse(source)), asked.tests) == KILLED:
            sys.exit(f"{name}: the tests fail on the law as it stands.")
        for mutant in islice(mutants(source), None, None, asked.every):
            total += 1
            if tried(name, mutant, asked.tests) == SURVIVED:
                survivors.append(f"{name}.py:{mutant.line}: {mutant.change}")
                print("  survived", survivors[-1], flush=True)
        report[name] = (total, survivors)
        print(f"{name}: {total - len(survivors)} of {total} killed", flush=True)
        if asked.report:
            asked.report.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    tell(report)


def tell(report: Mapping[str, tuple[int, list[str]]]) -> None:
    """Print the sum of all modules."""
    total = sum(made for made, _ in report.values())
    left = sum(len(survived) for _, survived in report.values())
    print(f"{total - left} of {total} killed: {100 * (total - left) / max(total, 1):.1f} %")


if __name__ == "__main__":
    main()
