"""Proposals (双人复核): what waits for a second person, and the deciding of it."""

from flask import Blueprint

bp = Blueprint("proposals", __name__, url_prefix="/proposals")
