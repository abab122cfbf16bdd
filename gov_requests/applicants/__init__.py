"""Applicants (申请人登记簿): who has asked, with which requests and disputes; entries that are one applicant are merged, undoably."""

from flask import Blueprint

bp = Blueprint("applicants", __name__, url_prefix="/applicants")
