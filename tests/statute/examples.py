"""The worked examples and the calendar, copied into tests/data/ so that the project stands alone."""

import json
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = json.loads((DATA / "deadline_examples.json").read_text(encoding="utf-8"))
SAMPLES = json.loads((DATA / "sample_requests.json").read_text(encoding="utf-8"))["samples"]
ARRANGEMENTS = json.loads((DATA / "workday_calendar_2011_2026.json").read_text(encoding="utf-8"))
