"""Cases (案卷): one request and all that is known of it. Regulations Art. 45."""

from flask import Blueprint

bp = Blueprint("cases", __name__, url_prefix="/cases")
