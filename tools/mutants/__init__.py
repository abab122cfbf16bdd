"""Mutation testing of the law (``gov_requests/statute``): every small falsification of a module should be noticed by ``tests/statute``.

    .venv/bin/python -m tools.mutants [module …] [--report FILE]

Each mutant is one change of one place: a comparison, an operator, a constant, a condition, a sentence, a statement left out. It runs in
a forked process with the tests of the law, stopped at the first failure.
"""
