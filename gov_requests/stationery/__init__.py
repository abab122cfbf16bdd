"""Stationery (文书用语、文号、用印): the words and number formats of an office, by two people; the register of numbers and seals."""

from flask import Blueprint

bp = Blueprint("stationery", __name__, url_prefix="/stationery")
