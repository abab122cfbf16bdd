"""Where things are. What the law says never stands here.

Every setting may come from the environment under its own name. ``DATABASE_URL`` defaults to a SQLite file under ``DATA_DIR``;
``KEY_FILE`` to ``DATA_DIR/keys.json`` (in production it belongs outside ``DATA_DIR``; ``flask check`` demands that).
"""

import os
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class Config:
    """What all environments share."""

    ENVIRONMENT = "production"
    #: The mark in the top bar that tells practice data from real data.
    ENVIRONMENT_MARK: str | None = None
    DEBUG = False
    TESTING = False
    MAX_CONTENT_LENGTH = 32 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
    MAX_FORM_PARTS = 400
    SESSION_COOKIE_NAME = "gov_requests"
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    #: TLS is the proxy's. Behind one, set SESSION_COOKIE_SECURE=1.
    SESSION_COOKIE_SECURE = False
    SESSION_IDLE = timedelta(minutes=30)
    SESSION_LIFE = timedelta(hours=12)
    WTF_CSRF_TIME_LIMIT = None
    #: The forms speak Chinese by their own table (web.forms), not by a translation extension.
    WTF_I18N_ENABLED = False
    #: Lights by safe date: yellow from so many working days left, red from so many.
    LIGHT_YELLOW = 5
    LIGHT_RED = 2
    PAGE_ROWS = 30
    #: Ways of delivery beside in person and post that the office has announced in its guide: "email", "fax" (国办公开办函〔2017〕19号).
    ANNOUNCED_DELIVERY: tuple[str, ...] = ()
    #: Where reconsideration can be filed on the internet: told in what is served by e-mail, which is served only where this is set
    #: (《行政复议法》第二十二条第二款).
    RECONSIDERATION_ONLINE = ""
    #: Names under which browsers reach the system (None: any; TRUSTED_HOSTS="a.example,b.example").
    TRUSTED_HOSTS: list[str] | None = None
    #: How many proxies stand in front and say who asks (X-Forwarded-For); 0: believe nobody.
    PROXIES = 0
    #: Forms that one person, and one address where nobody is known, may send in a minute.
    WRITES_A_MINUTE = 1200
    WRITES_A_MINUTE_ADDRESS = 3000
    #: The office's mail server, for checkpoints (CHECKPOINT_MAIL_TO="a@x,b@y"); no server, no mail. SMTP_TLS: none, starttls, ssl.
    SMTP_HOST = ""
    SMTP_PORT = 25
    SMTP_TLS = "none"
    SMTP_FROM = ""
    SMTP_USER = ""
    SMTP_PASSWORD_FILE = ""
    CHECKPOINT_MAIL_TO: tuple[str, ...] = ()
    #: Reminders go out by mail from this hour on and before that one, on working days (Beijing time).
    REMINDER_FROM = 8
    REMINDER_UNTIL = 20
    #: The office's virus scanner (clamd): "unix:/run/clamav/clamd.ctl" or "tcp:127.0.0.1:3310". None: uploads go on, `check` says so.
    VIRUS_SCAN = ""
    #: Below so much free space (MB) the system says that it is not well.
    DISK_FREE_MB = 1024
    #: Exceptions with their own texts in the log: they may hold personal data, so only with invented people.
    LOG_DETAIL = False
    #: Identity papers are removed so many days after they came in.
    IDENTITY_DAYS = 180
    #: So many looks at full personal data in a day stand out before the administrators.
    REVEALS_A_DAY = 20
    #: A reply that the information does not exist rests on searches in so many places (house rule; courts ask for a reasonable search).
    SEARCH_PLACES = 2
    #: Failed sign-ins of one account before it rests, and for how long.
    LOGIN_TRIES = 5
    #: Likewise of one address (a whole office may share one), and of all together.
    LOGIN_TRIES_ADDRESS = 50
    LOGIN_TRIES_ALL = 1000
    LOGIN_REST = timedelta(minutes=15)


class Development(Config):
    """On a developer's desk."""

    ENVIRONMENT = "development"
    ENVIRONMENT_MARK = "开发"
    LOG_DETAIL = True


class Demo(Config):
    """``make demo``: believable data, nobody's secrets."""

    ENVIRONMENT = "demo"
    ENVIRONMENT_MARK = "演示数据"
    SESSION_IDLE = timedelta(hours=4)
    LOG_DETAIL = True
    #: Load tests sign in as one person.
    WRITES_A_MINUTE = 100_000
    WRITES_A_MINUTE_ADDRESS = 100_000


class Testing(Config):
    """The suite."""

    ENVIRONMENT = "testing"
    ENVIRONMENT_MARK = "测试"
    TESTING = True
    #: Cheap hashing keeps a suite of hundreds of sign-ins quick; the form of the hash is the real one.
    HASHING = "low"
    WRITES_A_MINUTE = 100_000
    WRITES_A_MINUTE_ADDRESS = 100_000


ENVIRONMENTS = {"production": Config, "development": Development, "demo": Demo, "testing": Testing}


#: Settings that the environment may change, by form.
NUMBERS = (
    "PROXIES",
    "WRITES_A_MINUTE",
    "WRITES_A_MINUTE_ADDRESS",
    "DISK_FREE_MB",
    "SMTP_PORT",
    "REMINDER_FROM",
    "REMINDER_UNTIL",
)
TEXTS = (
    "SMTP_HOST",
    "SMTP_TLS",
    "SMTP_FROM",
    "SMTP_USER",
    "SMTP_PASSWORD_FILE",
    "VIRUS_SCAN",
    "RECONSIDERATION_ONLINE",
)
LISTS = ("TRUSTED_HOSTS", "CHECKPOINT_MAIL_TO", "ANNOUNCED_DELIVERY")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def settings(environment: str | None = None) -> dict[str, object]:
    """Return the settings of ``environment`` (default: ``GOV_REQUESTS_ENV``, else production) with the machine's places filled in."""
    chosen = ENVIRONMENTS[environment or os.environ.get("GOV_REQUESTS_ENV", "production")]
    found = {name: getattr(chosen, name) for name in dir(chosen) if name.isupper()}
    data_dir = Path(os.environ.get("DATA_DIR", ROOT / "instance")).resolve()
    found["DATA_DIR"] = data_dir
    found["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'gov_requests.db'}"
    found["KEY_FILE"] = Path(os.environ.get("KEY_FILE", data_dir / "keys.json"))
    found["CHECKPOINT_FILE"] = Path(os.environ["CHECKPOINT_FILE"]) if os.environ.get("CHECKPOINT_FILE") else None
    found["FONT_DIR"] = Path(os.environ["FONT_DIR"]) if os.environ.get("FONT_DIR") else None
    found |= {name: int(os.environ[name]) for name in NUMBERS if os.environ.get(name)}
    found |= {name: os.environ[name] for name in TEXTS if os.environ.get(name)}
    found |= {name: _parts(os.environ[name]) for name in LISTS if os.environ.get(name)}
    if os.environ.get("SESSION_COOKIE_SECURE"):
        found["SESSION_COOKIE_SECURE"] = os.environ["SESSION_COOKIE_SECURE"] == "1"
    return found
