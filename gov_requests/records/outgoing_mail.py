"""Mail that the system sends to whoever keeps its checkpoints: plain text, over the office's own SMTP server, where one is set."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path

from flask import current_app

from gov_requests.refusals import Refusal

_SECONDS = 20


class MailNotSent(Refusal):
    """The mail server did not take the message."""


def recipients() -> list[str]:
    """Return who gets checkpoints by mail; nobody where no server is set."""
    config = current_app.config
    return list(config["CHECKPOINT_MAIL_TO"]) if config["SMTP_HOST"] else []


def send(subject: str, text: str, to: list[str], reference: str) -> None:
    """Send a message; ``reference`` makes its Message-ID the same each time, so that a repeated one can be told. Raises ``MailNotSent``."""
    config = current_app.config
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, config["SMTP_FROM"], ", ".join(to)
    message["Message-ID"] = f"<{reference}@gov-requests.invalid>"
    # A line of a checkpoint must not be broken, as quoted-printable would.
    message.set_content(text, cte="7bit" if text.isascii() else "base64")
    try:
        with _server() as server:
            if config["SMTP_USER"]:
                server.login(config["SMTP_USER"], _password())
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as failed:
        raise MailNotSent(f"邮件没有发出（{type(failed).__name__}）：请核对 SMTP 设置和邮件服务器。") from failed


def _server() -> smtplib.SMTP:
    config = current_app.config
    place = (config["SMTP_HOST"], config["SMTP_PORT"])
    if config["SMTP_TLS"] == "ssl":
        return smtplib.SMTP_SSL(*place, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(*place, timeout=_SECONDS)
    if config["SMTP_TLS"] == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _password() -> str:
    return Path(current_app.config["SMTP_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
