"""Admin (单位和人员): organs, sections, people and their roles."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")
