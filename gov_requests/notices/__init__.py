"""Notices (告知与征询): correction, extension, consultation, fee, abandonment; what comes back; what happened outside.

Regulations Art. 30, 32–34; 国办函〔2020〕109号. The law's gates stand in ``web.gates``.
"""

from flask import Blueprint

bp = Blueprint("notices", __name__, url_prefix="/notices")
