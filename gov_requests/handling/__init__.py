"""Handling (办理): assignment, transfer, return, search records. Regulations Art. 36(4)."""

from flask import Blueprint

bp = Blueprint("handling", __name__, url_prefix="/handling")
