"""Ledger (台账): bringing in what an office already has, and taking it out again."""

from flask import Blueprint

bp = Blueprint("ledger", __name__, url_prefix="/ledger")
