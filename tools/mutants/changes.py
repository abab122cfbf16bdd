"""What a mutant may change: one place of a module's syntax tree at a time."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
}
_MARK = "✗"


@dataclass(frozen=True)
class Mutant:
    """One falsification: where it stands, in words, and the module with it."""

    line: int
    change: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its text."""
    tree = ast.parse(source)
    untouched = set(_untouched(tree))
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in untouched:
            continue
        for number, (change, _) in enumerate(_changes(node)):
            other = copy.deepcopy(tree)
            _replace(other, index, number)
            yield Mutant(getattr(node, "lineno", 0), change, ast.fix_missing_locations(other))


def _replace(tree: ast.Module, index: int, number: int) -> None:
    place = list(ast.walk(tree))[index]
    changed = _changes(place)[number][1]
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is place:
                setattr(parent, name, changed)
                return
            if isinstance(value, list) and any(child is place for child in value):
                value[next(at for at, child in enumerate(value) if child is place)] = changed
                return


def _untouched(tree: ast.Module) -> Iterator[int]:
    """Yield what no test could or should notice: docstrings, annotations, imports, slots, how dataclasses are made."""
    for node in ast.walk(tree):
        skipped: list[ast.AST | None] = []
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                skipped.append(first)
        if isinstance(node, ast.FunctionDef):
            skipped += [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            skipped += node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign):
            skipped.append(node.annotation)
        elif isinstance(node, ast.Import | ast.ImportFrom) or (isinstance(node, ast.Assign) and _is_declaration(node)):
            skipped.append(node)
        for root in skipped:
            if root is not None:
                yield from (id(child) for child in ast.walk(root))


def _is_declaration(node: ast.Assign) -> bool:
    target = node.targets[0]
    named = isinstance(target, ast.Name) and target.id in ("__slots__", "__all__")
    made = (
        isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "TypeVar"
    )
    alias = isinstance(node.value, ast.Subscript) and isinstance(node.value.value, ast.Name)
    return named or made or (alias and node.value.value.id[0].isupper())  # type: ignore[attr-defined]


def _changes(node: ast.AST) -> list[tuple[str, ast.AST]]:
    """Return what this one node may be changed into, each with its words."""
    return [change for kind, changed in _CHANGES if isinstance(node, kind) for change in changed(node)]


def _comparison(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for at, op in enumerate(node.ops):
        ops = [_COMPARISONS[type(op)]() if place == at else kept for place, kept in enumerate(node.ops)]
        yield f"{_name(op)} → {_name(ops[at])}", ast.Compare(node.left, ops, node.comparators)


def _and_or(node: ast.BoolOp) -> Iterator[tuple[str, ast.AST]]:
    swapped: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield f"{_name(node.op)} → {_name(swapped)}", ast.BoolOp(swapped, node.values)


def _operator(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    changed = _OPERATORS.get(type(node.op))
    if changed is not None:
        yield f"{_name(node.op)} → {changed.__name__}", ast.BinOp(node.left, changed(), node.right)


def _sign(node: ast.UnaryOp) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield f"{_name(node.op)} left out", node.operand


def _condition(node: ast.If | ast.IfExp) -> Iterator[tuple[str, ast.AST]]:
    turned = copy.copy(node)
    turned.test = ast.UnaryOp(ast.Not(), node.test)
    yield "condition turned", turned


def _return(node: ast.Return) -> Iterator[tuple[str, ast.AST]]:
    if node.value is not None and not _is_none(node.value):
        yield "return None", ast.Return(ast.Constant(None))


def _loop(node: ast.Break | ast.Continue) -> Iterator[tuple[str, ast.AST]]:
    swapped: ast.stmt = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    yield f"{_name(node)} → {_name(swapped)}", swapped


def _left_out(node: ast.AugAssign | ast.Expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.AugAssign) or isinstance(node.value, ast.Call):
        yield "left out", ast.Pass()


def _assignment(node: ast.Assign) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.targets[0], ast.Attribute) and not isinstance(node.value, ast.Constant):
        yield "= None", ast.Assign(node.targets, ast.Constant(None))


def _constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} → {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} → {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, str) and value:
        yield f"“{value[:20]}” falsified", ast.Constant(value + _MARK)


_CHANGES: tuple[tuple[type[ast.AST] | UnionType, Callable[[Any], Iterator[tuple[str, ast.AST]]]], ...] = (
    (ast.Compare, _comparison),
    (ast.BoolOp, _and_or),
    (ast.BinOp, _operator),
    (ast.UnaryOp, _sign),
    (ast.If | ast.IfExp, _condition),
    (ast.Return, _return),
    (ast.Break | ast.Continue, _loop),
    (ast.AugAssign | ast.Expr, _left_out),
    (ast.Assign, _assignment),
    (ast.Constant, _constant),
)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _name(node: ast.AST) -> str:
    return type(node).__name__
