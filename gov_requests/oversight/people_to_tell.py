"""Who hears a reminder: the people of a rung's roles around a clock, and their deputies; somebody above where nobody holds the role."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records.base import db
from gov_requests.records.people import Deputy, Person, RoleGrant

#: Where nobody holds a role, the reminder goes up.
_ABOVE = (Role.HANDLER, Role.SECTION_HEAD, Role.DISCLOSURE_HEAD, Role.CLERK, Role.DISTRICT_SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Around:
    """Whose clock it is: the organ, and the section and handler where the thing has them."""

    organ_id: int
    section_id: int | None = None
    handler_id: int | None = None


@dataclass(slots=True)
class Directory:
    """Active people by role, and who stands in for whom; read once a tick."""

    in_section: dict[tuple[Role, int | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    in_organ: dict[tuple[Role, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    anywhere: dict[Role, list[int]] = field(default_factory=lambda: defaultdict(list))
    active: set[int] = field(default_factory=set)
    deputies: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, around: Around, roles: Iterable[Role]) -> list[int]:
        """Return the people of the roles, each once, the first role's first; nobody only where nobody is above either."""
        found: dict[int, None] = {}
        for role in roles:
            for person in self._or_above(around, role):
                found |= dict.fromkeys((person, *self.deputies.get(person, ())))
        return list(found)

    def _or_above(self, around: Around, role: Role) -> list[int]:
        place = _ABOVE.index(role) if role in _ABOVE else _ABOVE.index(Role.DISCLOSURE_HEAD)
        for one in (role, *_ABOVE[place + 1 :]):
            people = self._with(around, one)
            if people:
                return people
        return []

    def _with(self, around: Around, role: Role) -> list[int]:
        if role is Role.HANDLER:
            return [around.handler_id] if around.handler_id in self.active and around.handler_id is not None else []
        if role is Role.SECTION_HEAD:
            return self.in_section.get((role, around.section_id), []) if around.section_id is not None else []
        if role is Role.DISTRICT_SUPERVISOR:
            return self.anywhere.get(role, [])
        return self.in_organ.get((role, around.organ_id), [])


def directory(day: date) -> Directory:
    """Return who holds which role, and who is deputy of whom on a day."""
    found = Directory()
    query = (
        sa.select(Person.id, Person.organ_id, Person.section_id, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(Person.active)
        .order_by(Person.id)
    )
    for person_id, organ_id, section_id, name in db.session.execute(query):
        role = Role(name)
        found.active.add(person_id)
        found.in_section[role, section_id].append(person_id)
        found.in_organ[role, organ_id].append(person_id)
        found.anywhere[role].append(person_id)
    standing = sa.select(Deputy.person_id, Deputy.deputy_id).where(
        Deputy.ended_at.is_(None), Deputy.starts_on <= day, Deputy.ends_on >= day
    )
    for person_id, deputy_id in db.session.execute(standing):
        if deputy_id in found.active:
            found.deputies[person_id].append(deputy_id)
    return found
