"""代理: for whom a person stands in today, and what that adds to the person's own rights on requests.

Only rights on requests pass on, never a place in the office's administration, and not from deputy to deputy. Who may not review
the own draft may not do so as a deputy either: separation of duties looks at the acting person.
"""

from gov_requests.access import Action, Role, Scope, scopes
from gov_requests.records.people import Person
from gov_requests.today import today


def principals(person: Person) -> list[Person]:
    """Return the absent colleagues of the same organ for whom a person stands in today."""
    if not person.standing_in:  # As good as always, and a page asks dozens of times.
        return []
    day = today()
    return [
        row.person
        for row in person.standing_in
        if row.ended_at is None
        and row.starts_on <= day <= row.ends_on
        and row.person.active
        and row.person.organ_id == person.organ_id
    ]


def granted(person: Person, action: Action) -> frozenset[Scope]:
    """Return the scopes of an action, with those that a person has as a deputy; empty means denied."""
    own = scopes(person.roles, action)
    if not person.standing_in:
        return own
    lent = frozenset[Scope]().union(*(scopes(absent.roles, action) for absent in principals(person)))
    return own | (lent - {Scope.ANY})


def absent_with(person: Person, role: Role) -> Person | None:
    """Return the absent colleague with a role for whom a person stands in, None where there is none."""
    return next((absent for absent in principals(person) if role in absent.roles), None)
