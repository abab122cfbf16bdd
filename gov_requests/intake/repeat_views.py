"""The page of 查重, where publication is proposed as well (第四十四条)."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.access import Action
from gov_requests.intake import bp
from gov_requests.records import publications
from gov_requests.records.alike import frequency, others_asking
from gov_requests.records.applicants import same_applicant
from gov_requests.records.casefile import look_up
from gov_requests.records.cases import Case
from gov_requests.statute.fees import PIECE_BANDS
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened, request_ref, to_case
from gov_requests.web.alike_rows import alike_rows
from gov_requests.web.case_head import case_head
from gov_requests.web.forms import ActForm, Text, pairs


class PublicationForm(ActForm):
    """主动公开建议."""

    ground = RadioField("依据", [InputRequired("请选择依据。")], choices=pairs(publications.GROUNDS.items()))
    reason = Text("理由", required="请写明为什么可以公开、是否涉及第十四条至第十六条。", limit=500)


@bp.route("/<case:ref>/alike", methods=["GET", "POST"])
def alike(ref: str) -> ResponseReturnValue:
    """查重: the applicant's earlier requests and replies, the same information asked by others, how often."""
    file = look_up(ref, current_user, Action.NOTICE)
    form = PublicationForm()
    if form.validate_on_submit() and not form.only_checks:
        told = "已提出主动公开建议，由公开工作机构负责人决定。"
        done = attempt(form, lambda: to_case(_proposed(ref, form), told))
        if done is not None:
            return done
    if not form.version.data:
        form.version.data = str(file.version)
    ref, found = request_ref(file), publications.alike_to(file)
    several = others_asking(found) + 1
    if not form.is_submitted():
        form.ground.data = publications.SEVERAL if several > 1 else publications.SUGGESTED
    return render_template(
        "intake/alike.html",
        form=form,
        file=file,
        ref=ref,
        head=case_head(file, ref),
        own=alike_rows(one for one in found if one.own),
        others=alike_rows(one for one in found if not one.own),
        applicants=several,
        standing=publications.standing_proposal(file),
        often=frequency(same_applicant({file.case.applicant_id}), file.case.organ_id, today()),
        free_pieces=PIECE_BANDS[0].upto,
    ), form.status


def _proposed(ref: str, form: PublicationForm) -> Case:
    return publications.propose_publication(ref, form.reason.data, opened(form), form.ground.data).case
