"""Samples of the macros that oversight draws with: charts and the tables of the printed report."""

from gov_requests.documents.annual_grid import table_three_grid
from gov_requests.oversight import charts
from gov_requests.statute.annual_report import COLUMNS, ROWS

BARS = charts.bars([("11-17", 3, "r", "/days/2026-11-17"), ("11-18", 0, "g", None)])
SERIES = charts.lines([("收到", "", [3, 5], ["/months/1", None]), ("办结", "two", [0, 0], [None, None])])
GRID = table_three_grid({row: dict.fromkeys(COLUMNS, number) for number, row in enumerate(ROWS)})
OVERSIGHT = {
    "graph.html": [
        "{{ chart_columns(s.BARS, '到期件数') }}{{ opened(3, '/months/1', '收到 26-10') }}{{ opened(0, none, '收到') }}",
        "{{ chart_lines(s.SERIES, ['26-10', '26-11'], '收到和办结') }}",
    ],
    "official.html": [
        "{% macro to(row, column) %}/{{ row }}/{{ column }}{% endmacro %}{{ official(s.GRID, '表三', to, 'wide') }}",
        "{{ official(s.GRID, '表二') }}",
    ],
}
