"""Audit (审计): reading the journal."""

from flask import Blueprint

bp = Blueprint("audit", __name__, url_prefix="/audit")
