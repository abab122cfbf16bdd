"""How commands speak: refusals as sentences on standard error, never a trace; the operating system's user as the actor."""

import getpass
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from gov_requests.refusals import Refusal


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Turn a refusal into its sentences and exit code 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except Refusal as refusal:
            for sentence in refusal.sentences:
                click.echo(sentence, err=True)
            sys.exit(1)

    return run


def person_at_the_server() -> str:
    """Return the operating system's user, under whom a command on the server is journalled."""
    return getpass.getuser()
