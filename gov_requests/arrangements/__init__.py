"""Arrangements (放假安排): the State Council's notices as versioned sources of the working calendar. Imported by two people."""

from flask import Blueprint

bp = Blueprint("arrangements", __name__, url_prefix="/arrangements")
