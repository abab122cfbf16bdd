"""Merging two entries of the register, and taking a merge back. Each is one act and adds one row."""

import sqlalchemy as sa

from gov_requests.applicants.queries import entry_of, merge_of
from gov_requests.records.applicants import Merge, same_applicant, standing_entry
from gov_requests.records.base import db, one_act
from gov_requests.records.cases import Applicant
from gov_requests.records.people import Person
from gov_requests.refusals import BadInput

ALREADY = "这两条登记已经是同一申请人。"


def merge(from_id: int, into_id: int, reason: str, *, by: Person, key: str | None = None) -> Merge:
    """合并: take two entries for one applicant. Nothing of either changes; requests stay with the entry under which they came."""
    with one_act(by, key) as act:
        ids = sorted({entry_of(one, by).id for one in (from_id, into_id)})
        # Both are held, so that no two merges cross.
        db.session.execute(
            sa.select(Applicant.id).where(Applicant.id.in_(ids)).order_by(Applicant.id).with_for_update()
        )
        group, other = same_applicant({from_id}), same_applicant({into_id})
        if group & other:
            raise BadInput(ALREADY, "into")
        row = Merge(
            organ_id=by.organ_id,
            from_id=standing_entry(group).id,
            into_id=standing_entry(other).id,
            reason=reason,
            by_id=by.id,
            at=act.at,
        )
        db.session.add(row)
        db.session.flush()
        act.note("applicants_merged", merge=row.id, entry=row.from_id, into=row.into_id, reason=reason)
    return row


def part(merge_id: int, reason: str, *, by: Person, key: str | None = None) -> Merge:
    """撤销合并: take a merge back, by a further row."""
    with one_act(by, key) as act:
        merged = merge_of(merge_id, by)
        row = Merge(
            organ_id=merged.organ_id,
            from_id=merged.from_id,
            into_id=merged.into_id,
            undoes_id=merged.id,
            reason=reason,
            by_id=by.id,
            at=act.at,
        )
        db.session.add(row)
        db.session.flush()
        act.note("applicants_parted", merge=merged.id, entry=merged.from_id, into=merged.into_id, reason=reason)
    return row
