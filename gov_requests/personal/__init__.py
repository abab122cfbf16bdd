"""Personal data (个人信息): shown in full only with a reason, identity papers kept apart. 《个人信息保护法》 Art. 28, 51.

Every look is a journal row; too many in a day stand out before the security and audit administrators.
"""

from flask import Blueprint

bp = Blueprint("personal", __name__, url_prefix="/personal")
