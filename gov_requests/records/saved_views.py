"""常用筛选: filters, order and columns of a list that a person has kept under a name. Nobody else sees them; no record depends on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.people import Person
from gov_requests.refusals import BadInput

#: More than these are no help any more.
MOST = 20


class SavedView(db.Model):  # type: ignore[name-defined,misc]
    """What a list was narrowed to: ``query`` is the query of its address."""

    __tablename__ = "saved_views"
    __table_args__ = (sa.UniqueConstraint("person_id", "list_key", "name"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    list_key: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(30))
    query: Mapped[str] = mapped_column(sa.String(2000))


def views_of(person: Person, list_key: str) -> Sequence[SavedView]:
    """Return what a person has kept of a list, in the order of keeping."""
    kept = sa.select(SavedView).where(SavedView.person_id == person.id, SavedView.list_key == list_key)
    return db.session.scalars(kept.order_by(SavedView.id)).all()


def keep_view(person: Person, list_key: str, name: str, query: str) -> None:
    """Keep a view; one of the same name is replaced. Raises ``BadInput`` without a name, and where there are ``MOST`` already."""
    name = "".join(sign for sign in name if sign.isprintable()).strip()
    if not 1 <= len(name) <= 30:
        raise BadInput("请给这个筛选起一个 1 至 30 个字的名称。", "name")
    if len(query) > 2000:
        raise BadInput("筛选条件过长，请减少后再保存。", "name")
    with bookkeeping() as session:
        kept = {view.name: view for view in views_of(person, list_key)}
        if name in kept:
            kept[name].query = query
        elif len(kept) >= MOST:
            raise BadInput(f"一个列表最多保存 {MOST} 个常用筛选，请先删除不用的。", "name")
        else:
            session.add(SavedView(person_id=person.id, list_key=list_key, name=name, query=query))


def drop_view(person: Person, view_id: int) -> str | None:
    """Forget one of a person's views; return the list that it was of, None where the person has no such view."""
    with bookkeeping() as session:
        view = session.get(SavedView, view_id)
        if view is None or view.person_id != person.id:
            return None
        session.delete(view)
        return view.list_key
