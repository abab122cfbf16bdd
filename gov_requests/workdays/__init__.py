"""工作日历: what the State Council's arrangements (国务院办公厅关于节假日安排的通知) make of every day.

The base is what the installed chinese-calendar knows (this package is its only importer); over it lie arrangements imported as JSON
files under ``DATA_DIR/workdays/``, one file a version, the newest of a year holds. A year without either is answered by weekdays minus
the statutory holidays (《全国年节及纪念日放假办法》) and is not settled (暂定).
"""

from gov_requests.workdays.arrangement import Arrangement, ArrangementError
from gov_requests.workdays.calendar import WorkdayCalendar
from gov_requests.workdays.shelf import all_versions, import_arrangement, load, show, take_back, versions

__all__ = [
    "Arrangement",
    "ArrangementError",
    "WorkdayCalendar",
    "all_versions",
    "import_arrangement",
    "load",
    "show",
    "take_back",
    "versions",
]
