"""Staff pages of one change of a revision, the published row beside what becomes of it; it parses and renders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from catalogue import shown, web
from catalogue.accounts.guard import allowed, the_user
from catalogue.fees import draft_editing
from catalogue.fees.draft_checking import first_day, work_out
from catalogue.fees.drafts import hold
from catalogue.fees.forms import EndForm, ItemForm, NewForm, SameForm, StaffForm
from catalogue.fees.kinds import Status
from catalogue.fees.revision_models import ItemRow, RemarkRow, RevisionRow
from catalogue.fees.revision_moves import allow, remark
from catalogue.fees.revision_states import Act, Stage, refusal
from catalogue.fees.staff_views import Answer, find, places, seen
from catalogue.fees.staff_views import revisions as revisions
from catalogue.fees.standing import wordings
from catalogue.messages import Problem

Do = Callable[[Session, RevisionRow, ItemRow], object]
ENDINGS = (Status.CANCELLED, Status.SUSPENDED)


@revisions.get("/<int:number>/items/<int:item_id>")
@allowed("lists.read")
def item(number: int, item_id: int) -> Answer:
    """One change."""
    return _page(find(number), item_id)


def _page(row: RevisionRow, item_id: int, form: StaffForm | None = None, status: int = 200) -> Answer:
    session = web.session()
    found = session.get(ItemRow, item_id)
    if found is None or found.revision_id != row.id:
        abort(404)
    codes = [code for code in (found.code, found.offered) if code]
    known = wordings(session, row.base, codes)
    result = work_out(row, found, known, web.today())
    page = render_template(
        "staff/revisions/item.html",
        revision=row,
        stage=Stage(row.stage),
        item=found,
        result=result,
        day=first_day(row, found, web.today()),
        offered=known.get(found.offered or "", [None])[-1],
        editable=refusal(Act.EDIT, Stage(row.stage), the_user(), row.author_id) is None,
        neighbours=_neighbours(session, found),
        remarks=session.scalars(select(RemarkRow).where(RemarkRow.item_id == found.id).order_by(RemarkRow.id)).all(),
        forms=_forms(session, row, found, form),
    )
    return Response(page, status=status)


def _forms(session: Session, row: RevisionRow, found: ItemRow, given: StaffForm | None) -> dict[str, Any]:
    forms: dict[str, Any] = {
        "save": ItemForm(formdata=None),
        "same": SameForm(formdata=None, code=found.offered or ""),
        "new": NewForm(formdata=None, parent_code=found.parent_code, level=found.level, region=found.region_code),
        "end": EndForm(formdata=None, obj=found),
    }
    own = {name: getattr(found, name) for name in ("effective_from", "note", "document", "correction")}
    forms["save"].fill(draft_editing.present_values(session, row, found, web.today()), own)
    for name, form in forms.items():
        if isinstance(given, type(form)):
            forms[name] = given
    forms["save"].offer()
    forms["new"].offer(places())
    forms["end"].end_status.choices = [(status.value, web.tell(shown.word(status))) for status in ENDINGS]
    return forms


def _neighbours(session: Session, found: ItemRow) -> dict[str, ItemRow | None]:
    """The changes before and after in the revision that are worth a look."""
    own = select(ItemRow).where(ItemRow.revision_id == found.revision_id)
    own = own.where((ItemRow.sort != "same") | (ItemRow.decision == "pending"))
    before = own.where(ItemRow.position < found.position).order_by(ItemRow.position.desc()).limit(1)
    after = own.where(ItemRow.position > found.position).order_by(ItemRow.position).limit(1)
    return {"before": session.scalars(before).first(), "after": session.scalars(after).first()}


@revisions.post("/<int:number>/items/<int:item_id>")
@allowed("lists.edit")
def change_item(number: int, item_id: int) -> Answer:
    """Decide about one change, or write it anew."""
    form, do = _doing(request.form.get("do", ""))
    try:
        with web.database().transaction() as session:
            row = hold(session, number, seen(), web.now())
            allow(Act.EDIT, row, the_user())
            do(session, row, draft_editing.item_of(session, row, item_id))
    except Problem as problem:
        if form is None or problem.field not in form:
            raise
        form.show(problem)
        return _page(find(number), item_id, form, 400)
    return _to(number, item_id)


def _doing(name: str) -> tuple[StaffForm | None, Do]:
    """The form that was sent, and what it asks for."""
    today = web.today()
    if name == "save":
        save = ItemForm()
        return save, lambda session, row, item: draft_editing.edit(session, row, item, save.typed(), today)
    if name == "same":
        same = SameForm()
        return same, lambda session, row, item: draft_editing.as_existing(
            session, row, item, same.code.data or "", today
        )
    if name == "new":
        new = NewForm()
        return new, lambda session, row, item: draft_editing.as_new(
            session, row, item, new.parent_code.data or "", new.level.data or "", today, new.region.data or ""
        )
    if name == "end":
        end = EndForm()
        return end, lambda session, row, item: draft_editing.end(session, row, item, end.typed(), today)
    plain: dict[str, Do] = {
        "skip": lambda session, row, item: draft_editing.skip(session, row, item, today),
        "take": lambda session, row, item: draft_editing.take(session, row, item, today),
        "confirm": lambda session, row, item: draft_editing.confirm(
            session, row, request.form.get("rule", ""), today, item
        ),
    }
    if name not in plain:
        abort(400)
    return None, plain[name]


@revisions.post("/<int:number>/items/<int:item_id>/remarks")
@allowed("lists.discuss")
def remark_item(number: int, item_id: int) -> Answer:
    """Say something about one change."""
    with web.database().transaction() as session:
        row = hold(session, number, None, web.now())
        allow(Act.REMARK, row, the_user())
        found = draft_editing.item_of(session, row, item_id)
        remark(session, row, the_user(), request.form.get("reason", ""), web.now(), item_id=found.id)
    return _to(number, item_id)


def _to(number: int, item_id: int) -> AnyResponse:
    return redirect(url_for("revisions.item", number=number, item_id=item_id), 303)
