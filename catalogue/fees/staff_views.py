"""Staff pages of revisions: begin, look, send, review, publish; it parses, calls one function and renders."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.accounts.guard import allowed, the_user
from catalogue.accounts.permissions import Person
from catalogue.accounts.sections import Section, staff_sections
from catalogue.fees import draft_editing, draft_reading, drafts, reading, revision_words
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.draft_editing import Frame
from catalogue.fees.drafts import Scope, hold
from catalogue.fees.forms import AddForm, FrameForm, StaffForm, StartForm, UploadForm
from catalogue.fees.importing.carrying import message_in
from catalogue.fees.kinds import FeeKind
from catalogue.fees.publishing import publish as publish_revision
from catalogue.fees.revision_models import ItemRow, RemarkRow, RevisionRow, UploadRow
from catalogue.fees.revision_moves import allow, move, outdated, own_findings, remark, tally
from catalogue.fees.revision_states import Act, Stage, acts_for
from catalogue.messages import Problem, say

revisions = Blueprint("revisions", __name__, url_prefix="/staff/revisions")
Answer = str | AnyResponse
PER_PAGE = 50
REFRESH_SECONDS = 3
SHOWN = ("changed", "open", "all")


@revisions.record_once
def _offer_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals["revision_words"] = revision_words
    filters = {"told": message_in, "fee_kind": FeeKind, "day_of": lambda at: at.astimezone(web.CHINA_TIME).date()}
    state.app.jinja_env.filters.update(filters)


def _waiting(person: Person) -> int:
    """What waits for this person: work sent back to them, work of others to review, approved work to publish."""
    rows = web.session().scalars(
        select(RevisionRow).where(RevisionRow.stage.in_((Stage.SENT_BACK, Stage.IN_REVIEW, Stage.APPROVED)))
    )
    wanted = {Stage.SENT_BACK: Act.SEND, Stage.IN_REVIEW: Act.APPROVE, Stage.APPROVED: Act.PUBLISH}
    return sum(wanted[Stage(row.stage)] in acts_for(Stage(row.stage), person, row.author_id) for row in rows)


staff_sections.append(
    Section(
        "revisions.all_revisions",
        say("清单调整"),
        say("导入公布的文件或手工修改，复核，发布为新的一期"),
        "lists.read",
        10,
        _waiting,
    )
)


@revisions.get("")
@allowed("lists.read")
def all_revisions() -> Answer:
    """Every revision, the open ones first."""
    rows = web.session().scalars(select(RevisionRow).order_by(RevisionRow.moved_at.desc(), RevisionRow.id.desc())).all()
    return render_template(
        "staff/revisions/all.html",
        open=[row for row in rows if Stage(row.stage).open],
        closed=[row for row in rows if not Stage(row.stage).open],
    )


@revisions.get("/new")
@allowed("lists.edit")
def new() -> Answer:
    """The two ways to begin."""
    return _new(UploadForm(), StartForm())


def _new(upload: UploadForm, start: StartForm, status: int = 200) -> Answer:
    upload.offer(places())
    start.offer(places())
    page = render_template("staff/revisions/new.html", upload=upload, start=start)
    return Response(page, status=status)


def places() -> list[tuple[str, str]]:
    """The home region and its line first, then every division that has a list."""
    lists, home = reading.lists(), reading.home_region()
    line = [lists.region(code) for code in reversed(home.ancestors)]
    others = [region for region in lists.regions_with_fees() if region not in line]
    return [(region.code, region.name) for region in [*line, *others]]


@revisions.post("/upload")
@allowed("lists.edit")
def upload() -> Answer:
    """Take in a file; its reading starts in a process of its own."""
    form = UploadForm()
    try:
        scope = Scope(form.region.data or "", _kinds(), form.department.data or "", bool(form.whole.data))
        file = request.files.get("file")
        if file is None or not file.filename:
            raise Problem(say("请选择文件。"), "file")
        number, fresh = _taken_in(file.read(), file.filename, scope)
    except Problem as problem:
        form.show(problem)
        return _new(form, StartForm(formdata=None), 400)
    if fresh:
        _start_reading(number)
    else:
        flash(_("这个文件以前上传过，内容完全一样：这就是当时的那次调整。"))
    return _to(number)


def _taken_in(content: bytes, filename: str, scope: Scope) -> tuple[int, bool]:
    """The number of the revision for a file, and whether it is new; the second of two at once finds the first."""
    try:
        return _take_in(content, filename, scope)
    except IntegrityError:
        return _take_in(content, filename, scope)


def _take_in(content: bytes, filename: str, scope: Scope) -> tuple[int, bool]:
    with web.database().transaction() as session:
        row, fresh = drafts.from_file(session, the_user(), content, filename, scope, web.now())
        return row.id, fresh


def _kinds() -> tuple[FeeKind, ...]:
    try:
        return tuple(FeeKind(text) for text in request.form.getlist("kinds"))
    except ValueError:
        raise Problem(say("请从列表中选择。"), "kinds") from None


def _start_reading(number: int) -> None:
    start: Callable[..., None] = current_app.extensions.get("start_reading", draft_reading.start)
    start(web.settings(), number)


@revisions.post("/by-hand")
@allowed("lists.edit")
def by_hand() -> Answer:
    """Begin an empty revision."""
    form = StartForm()
    try:
        with web.database().transaction() as session:
            number = drafts.by_hand(session, the_user(), form.title.data or "", form.region.data or "", web.now()).id
    except Problem as problem:
        form.show(problem)
        return _new(UploadForm(formdata=None), form, 400)
    return _to(number)


@revisions.get("/<int:number>")
@allowed("lists.read")
def revision(number: int) -> Answer:
    """One revision: how far it is, what stands in its way, and its changes."""
    return _page(find(number))


def _page(row: RevisionRow, form: StaffForm | None = None, status: int = 200) -> Answer:
    session = web.session()
    stage, person = Stage(row.stage), the_user()
    if row.reading in ("waiting", "running", "failed"):
        return _reading_page(row)
    shown, page = request.args.get("show", ""), max(1, request.args.get("page", 1, int))
    items, total = _items(row, shown if shown in revision_words.SORTS or shown in SHOWN else "changed", page)
    add = form if isinstance(form, AddForm) else AddForm(formdata=None)
    add.offer()
    page_text = render_template(
        "staff/revisions/revision.html",
        revision=row,
        stage=stage,
        acts=acts_for(stage, person, row.author_id),
        own=person.id == row.author_id,
        tally=tally(session, row),
        findings=own_findings(session, row, web.today()) if stage.open else [],
        outdated=outdated(session, row) if stage.open else None,
        items=items,
        shown=shown or "changed",
        page=page,
        pages=-(-total // PER_PAGE),
        asked=_asked(row),
        remarks=session.scalars(select(RemarkRow).where(RemarkRow.revision_id == row.id).order_by(RemarkRow.id)).all(),
        upload=session.get(UploadRow, row.upload_id) if row.upload_id else None,
        frame=form if isinstance(form, FrameForm) else FrameForm(formdata=None, obj=row),
        add=add,
        region=reading.lists().region(row.region_code),
    )
    return Response(page_text, status=status)


def _reading_page(row: RevisionRow) -> Answer:
    stuck = draft_reading.is_stuck(row, web.now())
    upload = web.session().get_one(UploadRow, row.upload_id)
    page = render_template("staff/revisions/reading.html", revision=row, stuck=stuck, upload=upload)
    response = Response(page)
    if row.reading != "failed" and not stuck:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def _items(row: RevisionRow, shown: str, page: int) -> tuple[list[ItemRow], int]:
    query = select(ItemRow).where(ItemRow.revision_id == row.id)
    if shown == "open":
        query = query.where((ItemRow.stops > 0) | (ItemRow.asks > 0))
    elif shown == "changed":
        query = query.where((ItemRow.sort != "same") | (ItemRow.decision == "pending"))
    elif shown != "all":
        query = query.where(ItemRow.sort == shown)
    total = web.session().scalar(select(func.count()).select_from(query.subquery())) or 0
    found = web.session().scalars(query.order_by(ItemRow.position).offset((page - 1) * PER_PAGE).limit(PER_PAGE))
    return list(found), total


def _asked(row: RevisionRow) -> dict[str, int]:
    """What is to be confirmed, by rule, with how often; for confirming all of one sort."""
    found: dict[str, int] = {}
    query = select(ItemRow.findings, ItemRow.confirmed).where(ItemRow.revision_id == row.id, ItemRow.asks > 0)
    for findings, confirmed in web.session().execute(query):
        for each in findings:
            if each["grade"] == "confirm" and each["rule"] not in confirmed:
                found[each["rule"]] = found.get(each["rule"], 0) + 1
    return found


@revisions.get("/<int:number>/file")
@allowed("lists.read")
def file(number: int) -> Answer:
    """The file as it was uploaded, byte for byte."""
    row = find(number)
    if row.upload_id is None:
        abort(404)
    kept = web.session().get_one(UploadRow, row.upload_id)
    response = Response(kept.content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=kept.filename)
    return response


@revisions.post("/<int:number>/read")
@allowed("lists.edit")
def read_again(number: int) -> Answer:
    """Read the file once more after a failure."""
    row = find(number)
    allow(Act.EDIT, row, the_user())
    if row.reading == "failed" or draft_reading.is_stuck(row, web.now()):
        _start_reading(number)
    return _to(number)


@revisions.post("/<int:number>/frame")
@allowed("lists.edit")
def frame(number: int) -> Answer:
    """Keep what holds for all changes."""
    form = FrameForm()
    typed = form.typed()
    names = ("title", "effective_date", "past_reason", "note", "document")
    wanted = Frame(**{name: typed.get(name, "") for name in names})
    return edited(number, form, lambda session, row: draft_editing.set_frame(session, row, wanted, web.today()))


@revisions.post("/<int:number>/confirm")
@allowed("lists.edit")
def confirm(number: int) -> Answer:
    """Confirm everything that one rule asks about."""
    rule = request.form.get("rule", "")
    return edited(number, None, lambda session, row: draft_editing.confirm(session, row, rule, web.today()))


@revisions.post("/<int:number>/fees")
@allowed("lists.edit")
def add(number: int) -> Answer:
    """Take a fee into the revision by hand: one of the lists, or a new one."""
    form, made = AddForm(), list[int]()

    def take_in(session: Session, row: RevisionRow) -> None:
        if form.code.data:
            made.append(draft_editing.add_existing(session, row, form.code.data, web.today()).id)
        else:
            typed = {"name": form.name.data or ""}
            kind, parent = form.kind.data or "", form.parent_code.data or ""
            made.append(draft_editing.add_new(session, row, kind, parent, typed, web.today()).id)

    def then() -> AnyResponse:
        return redirect(url_for("revisions.item", number=number, item_id=made[0]), 303)

    return edited(number, form, take_in, then)


@revisions.post("/<int:number>/act")
@allowed("lists.discuss")
def act(number: int) -> Answer:
    """A step of the review, or a remark."""
    try:
        wanted = Act(request.form.get("act", ""))
    except ValueError:
        abort(400)
    if wanted in (Act.EDIT, Act.PUBLISH):
        abort(400)
    reason = request.form.get("reason", "")
    with web.database().transaction() as session:
        row = hold(session, number, None if wanted is Act.REMARK else seen(), web.now())
        if wanted is Act.REMARK:
            allow(wanted, row, the_user())
            remark(session, row, the_user(), reason, web.now())
        else:
            move(session, row, wanted, the_user(), reason, web.now(), web.today())
    return _to(number)


@revisions.post("/<int:number>/publish")
@allowed("lists.publish")
def publish(number: int) -> Answer:
    """Publish; everything or nothing."""
    indexer = current_app.extensions["indexer"]
    release = publish_revision(web.database(), number, the_user(), seen(), web.now(), web.today(), indexer)
    edition = Catalogue(web.session()).edition(release)
    if edition.effective_date > web.today():
        day = edition.effective_date.isoformat()
        flash(_("第 %(release)s 期已经排定，%(day)s 零时自动生效。", release=release, day=day))
    else:
        flash(_("第 %(release)s 期已经发布，现在生效。", release=release))
    return _to(number)


# What the pages of single changes share


def find(number: int) -> RevisionRow:
    """The revision for reading, or a page that says there is none."""
    row = web.session().get(RevisionRow, number)
    if row is None:
        abort(404)
    return row


def seen() -> int:
    """Of which state of the revision the page spoke from which this form came."""
    text = request.form.get("seen", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Problem(say("请刷新页面后再试。"))
    return int(text)


def edited(
    number: int,
    form: StaffForm | None,
    change: Callable[[Session, RevisionRow], object],
    then: Callable[[], AnyResponse] | None = None,
) -> Answer:
    """Change a revision in one transaction and go on; a problem with the form is shown beside its field."""
    try:
        with web.database().transaction() as session:
            row = hold(session, number, seen(), web.now())
            allow(Act.EDIT, row, the_user())
            change(session, row)
    except Problem as problem:
        if form is None or problem.field is None:
            raise
        form.show(problem)
        return _page(find(number), form, 400)
    return then() if then else _to(number)


def _to(number: int) -> AnyResponse:
    return redirect(url_for("revisions.revision", number=number), 303)
