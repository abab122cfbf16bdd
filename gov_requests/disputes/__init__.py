"""复议、诉讼: disputes from their receipt to the redo, how often and why answers fall, and what was learnt from it."""

from flask import Blueprint

bp = Blueprint("disputes", __name__, url_prefix="/disputes")
