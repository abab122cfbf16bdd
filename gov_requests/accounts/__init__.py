"""Accounts (账号): signing in and out."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
