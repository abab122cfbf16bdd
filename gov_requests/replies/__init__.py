"""Replies (答复): drafting, sending to review, delivery. Regulations Art. 33, 36–40."""

from flask import Blueprint

bp = Blueprint("replies", __name__, url_prefix="/replies")
