"""Review (审核签发): confidentiality review, legal review, signature. Regulations Art. 17."""

from flask import Blueprint

bp = Blueprint("review", __name__, url_prefix="/review")
