"""Intake (接件登记): what came in, when it counts as received, the receipt. Regulations Art. 27–31."""

from flask import Blueprint

bp = Blueprint("intake", __name__, url_prefix="/intake")
