"""``oversight tick`` and ``oversight run``."""

import json
import logging
import signal
import sys
from datetime import datetime

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app
from flask.cli import AppGroup

from gov_requests.oversight.actions import tick
from gov_requests.today import SHANGHAI, now
from gov_requests.web.logs import to_standard_error

oversight = AppGroup("oversight", help="What time brings about (督办).")


@oversight.command("tick")
@click.option("--now", "at", help="ISO instant to act as of; without a zone it is Beijing time.")
def tick_once(at: str | None) -> None:
    """Do everything that is due, once; safe to repeat."""
    try:
        instant = datetime.fromisoformat(at) if at else now()
    except ValueError:
        click.echo(f"“{at}”不是时间，写法如 2026-11-24T08:00。", err=True)
        sys.exit(1)
    instant = instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
    click.echo(json.dumps(tick(instant), ensure_ascii=False))


@oversight.command("run")
def run() -> None:
    """Run the scheduler process: it only calls ``tick``, every minute."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way
    to_standard_error(app, logging.getLogger())
    scheduler = BlockingScheduler(timezone=SHANGHAI)
    options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    scheduler.add_job(_tick_in, "interval", args=[app], seconds=60, next_run_time=now(), **options)
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    click.echo("调度进程已启动，每分钟执行一次。", err=True)
    scheduler.start()


def _tick_in(app: Flask) -> None:
    with app.app_context():
        tick(now())
