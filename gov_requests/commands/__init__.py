"""The command line: one file a group, registered by ``app.py``; other people's scripts rely on their names and forms."""

from gov_requests.commands.audit import audit
from gov_requests.commands.backup import backup
from gov_requests.commands.cases import cases
from gov_requests.commands.check import check
from gov_requests.commands.demo import demo
from gov_requests.commands.organs import organs
from gov_requests.commands.oversight import oversight
from gov_requests.commands.people import people
from gov_requests.commands.report import report
from gov_requests.commands.setup import setup
from gov_requests.commands.statute import statute
from gov_requests.commands.workdays import workdays

COMMANDS = (setup, organs, people, cases, demo, audit, backup, check, oversight, report, statute, workdays)
