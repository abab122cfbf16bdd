"""Pages of disputes: the list, registering, one dispute."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action
from gov_requests.disputes import actions, bp, narrowing, page, queries
from gov_requests.disputes.forms import RegisterForm
from gov_requests.documents.preview import SHOWN
from gov_requests.records.calendar import calendar
from gov_requests.records.dispute_file import look_up_dispute, owing_count
from gov_requests.records.dispute_papers import PURPOSES, papers_of
from gov_requests.records.ranges import period_range
from gov_requests.records.standing_in import granted
from gov_requests.records.worklists import COUNT_LIMIT
from gov_requests.statute.disputes import AGAINST, KINDS, PLACES, PROCEDURES, answer_period, flags
from gov_requests.statute.due_range import Between
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import INSTANCES
from gov_requests.terms import CHANNELS
from gov_requests.today import today
from gov_requests.web.acting import attempt
from gov_requests.web.dispute_words import BUCKET_TAGS, DUTIES, bucket_title, duty_light, ground_title, trail_entries

OWED, ALL = "owed", "all"


@bp.get("/")
def index() -> ResponseReturnValue:
    """复议诉讼: what is owed, and all of them."""
    asked = narrowing.narrowing_of(request.args)
    drilled, word = narrowing.is_drilled(asked), request.args.get("word", "").strip()[:100]
    shown = request.args.get("list", ALL if drilled or word else OWED)
    owing = shown == OWED
    found = queries.listed(
        current_user,
        asked,
        owing=owing,
        word=word,
        size=current_app.config["PAGE_ROWS"],
        after=request.args.get("after", ""),
    )
    kept: dict[str, Any] = {**narrowing.address_of(asked), "list": shown} | ({"word": word} if word else {})
    return render_template(
        "disputes/index.html",
        owing=owing,
        drilled=drilled,
        count=owing_count(current_user, COUNT_LIMIT),
        rows=[_row(row) for row in found.rows],
        fields=narrowing.filter_fields(current_user, asked, word),
        keep={**narrowing.kept_fields(asked), "list": shown},
        narrowed=len(kept) > 1,
        next_url=url_for("disputes.index", **kept, after=found.after) if found.after else None,
        first_url=url_for("disputes.index", **kept) if found.moved else None,
        may_register=bool(granted(current_user, Action.HANDLE_DISPUTE)),
    )


def _between(row: Any) -> Between | None:
    """In which range the day of the organ's answer can still move; None where it is settled or another duty's."""
    name = answer_period(row.instance, row.procedure)
    if not row.provisional or row.due_kind != "answer" or name is None:
        return None
    return period_range(name, row.instance_received_on)


def _row(row: Any) -> dict[str, Any]:
    return {
        "light": duty_light(row.due_on, today()),
        "due_on": row.due_on,
        "duty": DUTIES.get(row.due_kind or "", ""),
        "provisional": row.provisional,
        "between": _between(row),
        "number": row.number,
        "url": url_for("disputes.show", dispute_id=row.dispute_id),
        "kind": KINDS[row.kind].title,
        "instance": INSTANCES[row.instance],
        "title": row.title or "未关联申请",
        "ground": ground_title(row.ground),
        "body": row.body or "—",
        "organ": row.organ,
        "received_on": row.received_on,
        "result": row.outcome or bucket_title(row.bucket),
        "tag": BUCKET_TAGS[row.bucket],
    }


@bp.route("/new", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """登记."""
    form = RegisterForm()
    if not form.is_submitted():
        form.received_on.data = today()
        form.requests.data = request.args.get("case", "")[:40]
        form.body.data = current_user.organ.reviewing_organ or ""
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _registered(form))
        if done is not None:
            return done
    return render_template("disputes/register.html", form=form, court=current_user.organ.court), form.status


def _registered(form: RegisterForm) -> Any:
    told = actions.Told(form.columns(), form.named_requests(), form.earlier.data)
    file = actions.register(told, by=current_user, key=form.act_key.data or None)
    flash(f"已登记 {file.dispute.number}。")
    return redirect(url_for("disputes.show", dispute_id=file.dispute.id))


@bp.get("/<int:dispute_id>")
def show(dispute_id: int) -> ResponseReturnValue:
    """One dispute: what is owed until when, what the law has against it, what was attacked, how it went."""
    file = look_up_dispute(dispute_id, current_user)
    others = queries.siblings(file)
    allowed, refused = page.moves(file, current_user)
    decided = [one for one in file.course.instances if one.decided is not None]
    return render_template(
        "disputes/show.html",
        file=file,
        dispute=file.dispute,
        state=file.state,
        kind=KINDS[file.dispute.kind],
        instance=INSTANCES[file.state.instance],
        procedure=PROCEDURES.get(file.state.procedure or "", "未载明"),
        against=AGAINST.get(file.dispute.against or "", "未载明"),
        organ_place=PLACES.get(file.dispute.organ_place or "sole"),
        bucket=bucket_title(file.state.bucket),
        bucket_tag=BUCKET_TAGS[file.state.bucket],
        light=duty_light(file.state.due_on, today()),
        duty=DUTIES.get(file.state.due_kind or "", ""),
        flags=flags(queries.attack_of(file, others), calendar()),
        clocks=page.clocks(file, today()),
        attacked=page.attacked(file, current_user),
        ground_title=ground_title,
        channels=CHANNELS,
        papers=[(PURPOSES[row.purpose], row) for row in papers_of(file.dispute.id)],
        previewed=SHOWN,
        redos=page.redos_shown(file, current_user, today()),
        decided=decided,
        instances=INSTANCES,
        reasons=LOSS_REASONS,
        others=[
            {
                "number": dispute.number,
                "url": url_for("disputes.show", dispute_id=dispute.id),
                "kind": KINDS[state.kind].title,
                "result": state.outcome or bucket_title(state.bucket),
                "tag": BUCKET_TAGS[state.bucket],
            }
            for dispute, state in others
        ],
        trail=trail_entries(file.rows),
        allowed=allowed,
        refused=refused,
    )
