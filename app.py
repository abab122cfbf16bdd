"""create_app(): the only file that knows everybody. Templates and static files lie beside it."""

from flask import Flask, Response, redirect, url_for
from flask_login import LoginManager, current_user
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from config import settings
from gov_requests import (
    accounts,
    admin,
    applicants,
    archive,
    arrangements,
    audit,
    cases,
    desk,
    disputes,
    handling,
    intake,
    ledger,
    notices,
    oversight,
    personal,
    proposals,
    replies,
    review,
    severing,
    stationery,
)
from gov_requests.accounts import absence_views as _absences
from gov_requests.accounts import own_views as _own_account
from gov_requests.accounts import views as _accounts
from gov_requests.admin import grants as _grants
from gov_requests.admin import import_views as _people_import
from gov_requests.admin import people_views as _people
from gov_requests.admin import readiness_views as _readiness
from gov_requests.admin import security_views as _security
from gov_requests.admin import setup_views as _first_start
from gov_requests.admin import views as _admin
from gov_requests.applicants import views as _applicants
from gov_requests.archive import views as _archive
from gov_requests.arrangements import actions as _arrangement_acts
from gov_requests.arrangements import views as _arrangements
from gov_requests.audit import views as _audit
from gov_requests.backup.staging import settle_what_was_cut_off
from gov_requests.cases import views as _cases
from gov_requests.commands import COMMANDS
from gov_requests.desk import views as _desk
from gov_requests.disputes import analysis_views as _dispute_rates
from gov_requests.disputes import guidance_views as _guidance
from gov_requests.disputes import package_views as _packages
from gov_requests.disputes import paper_views as _dispute_papers
from gov_requests.disputes import step_views as _dispute_steps
from gov_requests.disputes import terms_views as _dispute_terms
from gov_requests.disputes import views as _disputes
from gov_requests.handling import handover_views as _handover
from gov_requests.handling import limits as _internal_limits
from gov_requests.handling import step_views as _seven_steps
from gov_requests.handling import together_views as _assigning_together
from gov_requests.handling import views as _handling
from gov_requests.intake import batch_views as _batches
from gov_requests.intake import confirm_views as _confirming
from gov_requests.intake import repeat_views as _looking_alike
from gov_requests.intake import views as _intake
from gov_requests.ledger import full_export as _full_export
from gov_requests.ledger import views as _ledger
from gov_requests.notices import acts as _notice_acts
from gov_requests.notices import incoming as _incoming
from gov_requests.notices import views as _noticing
from gov_requests.oversight import annual_views as _annual
from gov_requests.oversight import annual_writing as _annual_writing
from gov_requests.oversight import board_views as _board
from gov_requests.oversight import bulletin_views as _bulletin_views
from gov_requests.oversight import publication_views as _publication_views
from gov_requests.oversight import register_views as _register_views
from gov_requests.oversight import reminder_views as _reminder_views
from gov_requests.oversight import statistics_views as _statistics_views
from gov_requests.personal import views as _personal
from gov_requests.proposals import views as _proposing
from gov_requests.records import annual_reports as _annual_reports
from gov_requests.records import archives as _archives
from gov_requests.records import bulletins as _bulletins
from gov_requests.records import chain as _chain
from gov_requests.records import notices as _notices
from gov_requests.records import office_texts as _texts
from gov_requests.records import proposals as _proposals
from gov_requests.records import publications as _publications
from gov_requests.records import referrals as _referral_records
from gov_requests.records import reminders as _reminders
from gov_requests.records import seals as _seals
from gov_requests.records import secrecy as _secrecy_records
from gov_requests.records import sessions as _sessions
from gov_requests.records import settings as _settings
from gov_requests.records import step_answers as _step_answers
from gov_requests.records.arrangements import imported
from gov_requests.records.base import db
from gov_requests.records.dispute_rebuild import MOVING
from gov_requests.records.engine import engine_options, prepare
from gov_requests.records.moving import DISPUTES
from gov_requests.records.people import Person
from gov_requests.replies import actions as _reply_acts
from gov_requests.replies import copies as _copies
from gov_requests.replies import mail_back as _mail_back
from gov_requests.replies import views as _replies
from gov_requests.review import re_evaluation_views as _re_evaluations
from gov_requests.review import referral_views as _referring
from gov_requests.review import rules as _review_rules
from gov_requests.review import rules_views as _review_rules_pages
from gov_requests.review import secrecy_views as _secrecy
from gov_requests.review import views as _review
from gov_requests.severing import views as _severing
from gov_requests.stationery import texts as _office_texts
from gov_requests.stationery import views as _stationery
from gov_requests.web import assets, errors, filters, logs, permissions, refs, security, shell
from gov_requests.web.health import health
from gov_requests.web.sessions import DatabaseSessionInterface

#: Imported for what importing them registers: routes on the blueprints, tables on the metadata.
REGISTERED = (
    _accounts,
    _own_account,
    _absences,
    _admin,
    _people,
    _people_import,
    _readiness,
    _security,
    _first_start,
    _applicants,
    _archive,
    _arrangements,
    _audit,
    _cases,
    _desk,
    _disputes,
    _dispute_rates,
    _dispute_terms,
    _guidance,
    _packages,
    _dispute_papers,
    _dispute_steps,
    _assigning_together,
    _internal_limits,
    _seven_steps,
    _handling,
    _handover,
    _batches,
    _confirming,
    _intake,
    _looking_alike,
    _ledger,
    _noticing,
    _annual,
    _annual_writing,
    _board,
    _bulletin_views,
    _publication_views,
    _register_views,
    _reminder_views,
    _statistics_views,
    _personal,
    _proposing,
    _replies,
    _copies,
    _mail_back,
    _review,
    _secrecy,
    _re_evaluations,
    _referring,
    _review_rules_pages,
    _severing,
    _stationery,
    _annual_reports,
    _archives,
    _bulletins,
    _chain,
    _notices,
    _texts,
    _seals,
    _secrecy_records,
    _proposals,
    _publications,
    _referral_records,
    _reminders,
    _sessions,
    _settings,
    _step_answers,
)
ROOMS = (
    accounts,
    admin,
    applicants,
    archive,
    arrangements,
    audit,
    cases,
    desk,
    disputes,
    handling,
    intake,
    ledger,
    notices,
    oversight,
    personal,
    proposals,
    replies,
    review,
    severing,
    stationery,
)
#: What needs two people, as the rooms offer it.
PROPOSABLE = (
    *_arrangement_acts.PROPOSABLE,
    *_full_export.PROPOSABLE,
    *_grants.PROPOSABLE,
    *_incoming.PROPOSABLE,
    *_internal_limits.PROPOSABLE,
    *_notice_acts.PROPOSABLE,
    *_reply_acts.PROPOSABLE,
    *_review_rules.PROPOSABLE,
    *_office_texts.PROPOSABLE,
)


def create_app(environment: str | None = None, **changed: object) -> Flask:
    """Return the application for an environment of ``config.py``; ``changed`` overrides single settings (tests)."""
    app = Flask(__name__)
    app.config.from_mapping(settings(environment) | changed)
    _connect(app)
    app.session_interface = DatabaseSessionInterface()
    CSRFProtect(app)
    _know_people(app)
    refs.install(app)
    for room in ROOMS:
        app.register_blueprint(room.bp)
    app.add_url_rule("/", "home", _home)
    app.add_url_rule("/health", "health", health)
    app.add_url_rule("/setup", "setup", _setup)
    for command in COMMANDS:
        app.cli.add_command(command)
    for part in (
        security.protect,
        assets.install,
        logs.install,
        errors.handle,
        filters.install,
        shell.install,
        permissions.enforce,
    ):
        part(app)
    return app


def _connect(app: Flask) -> None:
    url, options = engine_options(str(app.config["DATABASE_URL"]))
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    Migrate(app, db, directory=app.root_path + "/migrations", render_as_batch=True)
    with app.app_context():
        prepare(db.engine)
        settle_what_was_cut_off()
    app.extensions["gov_requests.reproject"] = imported
    app.extensions[DISPUTES] = MOVING
    app.extensions["gov_requests.proposable"] = {row.act: row for row in PROPOSABLE}


def _know_people(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # The session's token is the proof; an address may change behind a proxy.

    @manager.user_loader
    def load(person_id: str) -> Person | None:
        person = db.session.get(Person, int(person_id)) if person_id.isdecimal() else None
        return person if person is not None and person.active else None


def _home() -> Response:
    # Whoever holds no role (any more) still has an account.
    home = "desk.home" if current_user.is_authenticated and current_user.roles else "accounts.overview"
    endpoint = home if current_user.is_authenticated else "accounts.login"
    return redirect(url_for(endpoint))  # type: ignore[return-value]


def _setup() -> Response:
    return redirect(url_for("admin.first_start"))  # type: ignore[return-value]
