"""Archive (一案一卷、归档): a request's whole file in order, each piece with its hash, and its place in the archive (Art. 45)."""

from flask import Blueprint

bp = Blueprint("archive", __name__, url_prefix="/archive")
