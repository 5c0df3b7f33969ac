"""Pages on which staff keep the words: lists, one word with its preview, saving, undoing; it parses and renders."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, or_, select
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.accounts import guard
from catalogue.accounts.guard import allowed
from catalogue.accounts.permissions import may
from catalogue.accounts.sections import Section, staff_sections
from catalogue.accounts.shown import ACTIONS
from catalogue.fees import reading
from catalogue.fees.models import AliasRow, RegionRow, WordRow
from catalogue.messages import Problem, say
from catalogue.search import follow, word_editing
from catalogue.search.weak import weak_searches
from catalogue.search.word_editing import Edit, Rows
from catalogue.search.word_lists import ALIASES, LISTS, REGIONS, WordList, read_row, told

word_pages = Blueprint("words", __name__, url_prefix="/staff/words")

PER_PAGE = 50
MONTH = timedelta(days=30)
MOST_TRIED = 20
Answer = str | AnyResponse

staff_sections.append(
    Section("words.lists", say("词表"), say("俗称、近义词、停用词、部门、地区简称和节假日"), "words.read", 40)
)
ACTIONS.update({"words.changed": _l("改动词表"), "words.undone": _l("撤销词表改动")})


@word_pages.get("")
@allowed("words.read")
def lists() -> Answer:
    """All lists, and what was changed last."""
    changes = word_editing.history(web.session())
    return render_template("staff/words/lists.html", lists=LISTS, changes=changes, may_edit=_may_edit(), told=told)


@word_pages.get("/<name>")
@allowed("words.read")
def word_list(name: str) -> Answer:
    """One list, searched by `q`, by pages."""
    wanted, asked = _list(name), request.args.get("q", "").strip()[:60]
    page = min(max(int(text) if (text := request.args.get("page", "1")).isdecimal() and len(text) < 7 else 1, 1), 10**6)
    rows, total = _rows(wanted, asked, page)
    return render_template(
        "staff/words/list.html",
        list=wanted,
        rows=rows,
        total=total,
        query=asked,
        page=page,
        pages=-(-total // PER_PAGE),
        may_edit=_may_edit(),
    )


@word_pages.get("/<name>/edit")
@allowed("words.edit")
def edit_page(name: str) -> Answer:
    """The form for one word of a list, filled with what it says now; `word` empty for a new one."""
    wanted = _list(name)
    word, code = request.args.get("word", "").strip()[:120], request.args.get("code", "").strip()[:24]
    return _form(wanted, word, code, word_editing.rows_of(web.session(), name, word, code))


@word_pages.post("/<name>/preview")
@allowed("words.edit")
def preview(name: str) -> Answer:
    """How searches would be answered with the change; nothing is changed yet."""
    wanted = _list(name)
    try:
        edit = _edit(wanted)
    except Problem as problem:
        return _form(wanted, request.form.get("word", ""), request.form.get("code", ""), [_given(wanted)], problem)
    view, catalogue = reading.default_viewpoint(), reading.lists()
    found = word_editing.preview(
        catalogue, edit, _queries(edit), follow.current(view.release), web.today(), web.settings().home_region
    )
    seen = word_editing.rows_of(web.session(), name, edit.word, edit.code)
    codes = {code for each in found or () for code in (*each.before[1], *each.after[1])}
    known = catalogue.versions_of(codes, view.release)
    return render_template(
        "staff/words/preview.html",
        list=wanted,
        edit=edit,
        told=told,
        seen=seen,
        packed=json.dumps([edit.word, edit.code, [dict(row) for row in edit.after], seen], ensure_ascii=False),
        differences=[each for each in found or () if each.differs],
        tried=None if found is None else len(found),
        names={code: versions[-1].name for code, versions in known.items() if versions},
    )


@word_pages.post("/<name>")
@allowed("words.edit")
def save(name: str) -> Answer:
    """Make the change that was looked at."""
    wanted = _list(name)
    word, code, after, seen = _unpacked()
    reason = request.form.get("reason", "")
    try:
        with web.database().transaction() as session:
            edit = Edit(wanted.name, word, code, tuple(after))
            word_editing.save(session, edit, seen, reason, guard.the_user(), web.now())
    except Problem as problem:
        return _form(wanted, word, code, after, problem)
    rebuild_soon()
    flash(_("已经保存，搜索很快按新的词回答。"))
    return redirect(url_for("words.lists"), 303)


@word_pages.post("/undo/<int:number>")
@allowed("words.edit")
def undo(number: int) -> Answer:
    """Take a change back."""
    with web.database().transaction() as session:
        word_editing.undo(session, number, guard.the_user(), web.now())
    rebuild_soon()
    flash(_("已经撤销。"))
    return redirect(url_for("words.lists"), 303)


def rebuild_soon() -> None:
    """Build the index from the new words while readers are answered from the one there is."""
    folder, database, today = web.settings().instance / "index", web.database(), web.today()
    logger = current_app.logger

    def run() -> None:
        try:
            follow.refresh_index(folder, database, today)
        except Exception:
            logger.exception("the search index could not be built anew; `flask prepare` does it")

    if web.settings().environment == "test":
        run()
    else:
        threading.Thread(target=run, name="index", daemon=True).start()


def _list(name: str) -> WordList:
    return LISTS.get(name) or abort(404)


def _may_edit() -> bool:
    return may(guard.the_user(), "words.edit")


def _rows(wanted: WordList, asked: str, page: int) -> tuple[list[tuple[str, str, dict[str, str]]], int]:
    """The rows of one page as word, code and columns, and how many there are."""
    session, at = web.session(), (page - 1) * PER_PAGE
    query: Select[Any]
    if wanted.name == ALIASES:
        query, words = select(AliasRow), [AliasRow.text, AliasRow.fee_code]
    elif wanted.name == REGIONS:
        query, words = select(RegionRow), [RegionRow.code, RegionRow.short_name]
    else:
        query, words = select(WordRow).where(WordRow.list_name == wanted.name), [WordRow.word]
    if asked:
        query = query.where(or_(*(column.contains(asked, autoescape=True) for column in words)))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return [_shown(row) for row in session.scalars(query.order_by(words[0]).offset(at).limit(PER_PAGE))], total


def _shown(row: AliasRow | RegionRow | WordRow) -> tuple[str, str, dict[str, str]]:
    if isinstance(row, AliasRow):
        return row.text, row.fee_code, {"sort": row.sort}
    if isinstance(row, RegionRow):
        return row.code, "", {"short_name": row.short_name}
    return row.word, "", dict(row.fields)


def _edit(wanted: WordList) -> Edit:
    """The change that the form asks for; a wrong one is a Problem."""
    word, row = request.form.get("word", ""), _given(wanted)
    code = request.form.get("code", "").strip()[:24] if wanted.by_code else ""
    if request.form.get("act") == "remove" and wanted.removable:
        return Edit(wanted.name, word.strip()[:120], code, ())
    word, row = read_row(wanted, word, row)
    if wanted.by_code and not reading.lists().versions(code, reading.default_viewpoint().release):
        raise Problem(say("没有编码为 %(code)s 的收费项目。", code=code), "code")
    return Edit(wanted.name, word, code, (row,))


def _given(wanted: WordList) -> dict[str, str]:
    return {column.name: request.form.get(column.name, "") for column in wanted.columns}


def _queries(edit: Edit) -> Iterable[str]:
    """What the change is tried on: its own words, then what was asked in vain lately."""
    yield edit.word
    for row in edit.after:
        free = (row[column.name] for column in LISTS[edit.list_name].columns if not column.choices)
        yield from (part for value in free for part in value.split(";"))
    today = web.today()
    yield from (text for text, _times in weak_searches(web.session(), today - MONTH, today, MOST_TRIED))


def _unpacked() -> tuple[str, str, Rows, Rows]:
    """What the preview showed, as the form brings it back, read as strictly as what was typed."""
    try:
        word, code, after, seen = json.loads(request.form.get("edit", ""))
        wanted = _list(str((request.view_args or {})["name"]))
        read = [read_row(wanted, word, row) for row in after]
        word, checked = (read[0][0] if read else word), [row for _word, row in read]
        if not (isinstance(word, str) and isinstance(code, str) and len(word) <= 120 and (checked or wanted.removable)):
            raise ValueError
        return word, code, checked, [dict(row) for row in seen]
    except (ValueError, TypeError, AttributeError) as error:
        if isinstance(error, Problem):
            raise
        raise Problem(say("请从预览页保存。")) from error


def _form(wanted: WordList, word: str, code: str, rows: Rows, problem: Problem | None = None) -> Response:
    values: dict[str, str] = {}
    for row in rows:  # several rows of one word are shown as one, its meanings side by side
        for name, value in row.items():
            values[name] = f"{values[name]}; {value}" if values.get(name) and value not in values[name] else value
    page = render_template(
        "staff/words/edit.html", list=wanted, word=word, code=code, values=values, exists=bool(rows), problem=problem
    )
    return Response(page, 400 if problem else 200, mimetype="text/html")
