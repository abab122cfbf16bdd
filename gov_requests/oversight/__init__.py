"""Oversight (督办): the board, reminders, bulletins, the annual report, and what time brings about. The scheduler only calls ``tick``."""

from flask import Blueprint

bp = Blueprint("oversight", __name__)
