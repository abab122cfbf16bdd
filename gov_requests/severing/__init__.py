"""Severing (区分处理): file by file what is given, withheld and covered, and what is made of it. Regulations Art. 37."""

from flask import Blueprint

bp = Blueprint("severing", __name__, url_prefix="/severing")
