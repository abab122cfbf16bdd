"""Desk (工作台): worklists of every role, and the search box."""

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/desk")
