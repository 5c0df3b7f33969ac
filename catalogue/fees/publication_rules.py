"""The named rules that a change must pass before it is published, each with a plain sentence; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalogue.fees.basis import find_document_numbers
from catalogue.fees.differences import Record
from catalogue.fees.draft_matching import Match
from catalogue.fees.rates import read_rate
from catalogue.fees.revisions import FieldChange, Sort, Values, overlapping, rise
from catalogue.messages import Message, say


class Grade(StrEnum):
    """What a finding asks: to be mended, to be confirmed by a person, or only to be known."""

    STOP = "stop"
    CONFIRM = "confirm"
    TELL = "tell"


class Rule(StrEnum):
    """The names of the rules."""

    UNDECIDED = "Undecided"
    NO_OVERLAP = "NoOverlap"
    BASIS_REQUIRED = "BasisRequired"
    RATE_READABLE = "RateReadable"
    KNOWN_DEPARTMENT = "KnownDepartment"
    UNIQUE_NAME = "UniqueName"
    NAME_REQUIRED = "NameRequired"
    RATE_JUMP = "RateJump"
    ITEM_VANISHED = "ItemVanished"
    DOCUMENT_NUMBER_READABLE = "DocumentNumberReadable"
    NOTE_FOR_EVERY_CHANGE = "NoteForEveryChange"
    KNOWN_PARENT = "KnownParent"
    KNOWN_SUCCESSOR = "KnownSuccessor"
    STANDS_ABOVE = "StandsAbove"
    ENDS_AFTER_START = "EndsAfterStart"
    DATE_REQUIRED = "DateRequired"
    REASON_FOR_PAST = "ReasonForPast"
    NOT_EMPTY = "NotEmpty"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found about one change, or about the whole revision."""

    rule: Rule
    grade: Grade
    message: Message


@dataclass(frozen=True, slots=True)
class Subject:
    """One change with all that the rules ask about it.

    `before` is the wording in force, None for a new fee; `after` the wording it becomes, None for a fee that ends.
    `versions` are all wordings of the fee after the change; `place` is where its name must stand alone.
    """

    name: str
    match: Match
    sort: Sort
    before: Values | None
    after: Values | None
    changes: Sequence[FieldChange] = ()
    versions: Sequence[Record] = ()
    pending: bool = False
    offered: str = ""
    note: str = ""
    document: str = ""
    parent_code: str | None = None
    parent_named: str = ""
    successor: str | None = None
    region: str = ""
    above: str = ""
    first_day: date | None = None
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules must know of everything else: departments, codes, and how often a name is used in one place."""

    departments: Collection[str] = ()
    codes: Collection[str] = ()
    names: Mapping[tuple[str, ...], int] = field(default_factory=dict)


Check = Callable[[Subject, Around], Finding | None]
_TITLE = re.compile(r"《[^《》]{2,}》")
HALF = Decimal("0.5")


def findings(subject: Subject, around: Around) -> list[Finding]:
    """All that the rules find about one change, what stops it first."""
    if subject.sort is Sort.SAME and not subject.pending:
        return []
    found = [each for check in _CHECKS if (each := check(subject, around))]
    return sorted(found, key=lambda each: list(Grade).index(each.grade))


def is_document(text: str) -> bool:
    """Whether the text names a document: by a number that can be read, or by its title in 《》."""
    return bool(find_document_numbers(text) or _TITLE.search(text))


def whole(day: date | None, today: date, past_reason: str, changes: int) -> list[Finding]:
    """What the rules find about the revision itself."""
    found = []
    if not changes:
        found.append(Finding(Rule.NOT_EMPTY, Grade.STOP, say("这次调整没有任何变化，不需要发布。")))
    if day is None:
        found.append(Finding(Rule.DATE_REQUIRED, Grade.STOP, say("还没有填写执行日期。")))
    elif day < today and not past_reason.strip():
        message = say("执行日期 %(day)s 已经过去，请写明为什么从过去的日期起执行。", day=day)
        found.append(Finding(Rule.REASON_FOR_PAST, Grade.STOP, message))
    return found


def _undecided(subject: Subject, _around: Around) -> Finding | None:
    if subject.pending and subject.match is Match.OFFERED:
        message = say("可能就是“%(offered)s”：请选定是同一项（沿用编码）还是新项目。", offered=subject.offered)
        return Finding(Rule.UNDECIDED, Grade.STOP, message)
    return None


def _vanished(subject: Subject, _around: Around) -> Finding | None:
    if subject.pending and subject.match is Match.VANISHED:
        message = say("新文件里没有“%(name)s”了：请选定终止（写明文件）还是保留。", name=subject.name)
        return Finding(Rule.ITEM_VANISHED, Grade.STOP, message)
    return None


def _name(subject: Subject, _around: Around) -> Finding | None:
    if subject.after is not None and not str(subject.after["name"]).strip():
        return Finding(Rule.NAME_REQUIRED, Grade.STOP, say("没有项目名称。"))
    return None


def _basis(subject: Subject, _around: Around) -> Finding | None:
    """A row that only groups others rests on the basis of its sub-items."""
    after = subject.after
    if after is None or after["basis"]:
        return None
    if not any(after[name] for name in ("standard_text", "rate_value", "payer", "collecting_body", "fund_management")):
        return None
    if subject.before is not None and not subject.before["basis"]:
        message = say("“%(name)s”一直没有写政策依据，请尽量补上。", name=subject.name)
        return Finding(Rule.BASIS_REQUIRED, Grade.CONFIRM, message)
    return Finding(Rule.BASIS_REQUIRED, Grade.STOP, say("“%(name)s”没有写政策依据。", name=subject.name))


def _documents(subject: Subject, _around: Around) -> Finding | None:
    after = subject.after
    if after is None or (subject.before is not None and subject.before["basis"] == after["basis"]):
        return None
    known = set(subject.before["basis"]) if subject.before else set()
    doubtful = [text for text in after["basis"] if text not in known and not is_document(text)]
    if not doubtful:
        return None
    message = say("依据“%(text)s”不是能识别的文号，也不是《》中的名称，请核对。", text="；".join(doubtful[:3]))
    return Finding(Rule.DOCUMENT_NUMBER_READABLE, Grade.CONFIRM, message)


def _rate(subject: Subject, _around: Around) -> Finding | None:
    after = subject.after
    if after is None or not after["standard_text"]:
        return None
    if subject.before is not None and not any(change.field == "standard_text" for change in subject.changes):
        return None
    figure = None if after["rate_value"] is None else Decimal(after["rate_value"])
    read = read_rate(after["standard_text"], figure, after["rate_unit"])
    if read.complete:
        return None
    message = say("收费标准不能完全由程序计算，核对时会请人按文件核对。")
    return Finding(Rule.RATE_READABLE, Grade.TELL, message)


def _jump(subject: Subject, _around: Around) -> Finding | None:
    if subject.before is None or subject.after is None:
        return None
    if not any(change.sort in (Sort.RATE_UP, Sort.RATE_DOWN) for change in subject.changes):
        return None
    share = rise(subject.before, subject.after)
    if share is None or abs(share - 1) <= HALF:
        return None
    times = format(share.quantize(Decimal("0.01")), "f")
    message = say("收费标准变为原来的 %(times)s 倍，变动超过一半，请核对。", times=times)
    return Finding(Rule.RATE_JUMP, Grade.CONFIRM, message)


def _department(subject: Subject, around: Around) -> Finding | None:
    after = subject.after
    if after is None or (subject.before is not None and subject.before["department"] == after["department"]):
        return None
    if not after["department"]:
        return Finding(Rule.KNOWN_DEPARTMENT, Grade.CONFIRM, say("没有写部门，核对时无法判断收费主体。"))
    if after["department"] in around.departments:
        return None
    message = say("清单里还没有部门“%(name)s”，请核对名称。", name=after["department"])
    return Finding(Rule.KNOWN_DEPARTMENT, Grade.CONFIRM, message)


def _unique(subject: Subject, around: Around) -> Finding | None:
    named = any(change.field == "name" for change in subject.changes)
    if subject.after is None or not (subject.before is None or named):
        return None
    if around.names.get(subject.place, 0) <= 1:
        return None
    message = say("同一部门、同一上级项目下有两个“%(name)s”，请改名、合并或跳过一个。", name=subject.after["name"])
    return Finding(Rule.UNIQUE_NAME, Grade.STOP, message)


def _overlap(subject: Subject, _around: Around) -> Finding | None:
    if not overlapping(subject.versions):
        return None
    message = say("“%(name)s”的两段规定在同一天都有效，请改执行日期。", name=subject.name)
    return Finding(Rule.NO_OVERLAP, Grade.STOP, message)


def _ends(subject: Subject, _around: Around) -> Finding | None:
    if subject.sort is not Sort.ENDED or not subject.first_day or not subject.versions:
        return None
    start = subject.versions[0]["effective_from"]
    if start is None or start < subject.first_day.isoformat():
        return None
    message = say("“%(name)s”从 %(start)s 起才执行，不能在此之前终止；请改日期。", name=subject.name, start=start)
    return Finding(Rule.ENDS_AFTER_START, Grade.STOP, message)


def _note(subject: Subject, _around: Around) -> Finding | None:
    if subject.pending or subject.sort is Sort.SAME:
        return None
    if not subject.note.strip() or not subject.document.strip():
        message = say("没有写明变化的说明和文件（可在“日期和说明”里统一填写）。")
        return Finding(Rule.NOTE_FOR_EVERY_CHANGE, Grade.STOP, message)
    if not is_document(subject.document):
        message = say("文件“%(text)s”不是能识别的文号，也不是《》中的名称。", text=subject.document)
        return Finding(Rule.DOCUMENT_NUMBER_READABLE, Grade.STOP, message)
    return None


def _parent(subject: Subject, around: Around) -> Finding | None:
    if subject.before is not None or subject.after is None:
        return None
    if subject.parent_code and subject.parent_code not in around.codes:
        message = say("上级项目 %(code)s 不在清单里，也不在这次调整里。", code=subject.parent_code)
        return Finding(Rule.KNOWN_PARENT, Grade.STOP, message)
    if subject.parent_named and not subject.parent_code:
        message = say("文件里写的上级项目“%(name)s”没有找到，按独立项目收录。", name=subject.parent_named)
        return Finding(Rule.KNOWN_PARENT, Grade.CONFIRM, message)
    return None


def _successor(subject: Subject, around: Around) -> Finding | None:
    if subject.successor and subject.successor not in around.codes:
        message = say("替代项目 %(code)s 不在清单里。", code=subject.successor)
        return Finding(Rule.KNOWN_SUCCESSOR, Grade.STOP, message)
    return None


def _above(subject: Subject, _around: Around) -> Finding | None:
    if subject.before is not None or not subject.above:
        return None
    message = say("上级清单里已有“%(name)s”，按它在本地的标准收录为下级项目；如只是照抄，请跳过。", name=subject.above)
    return Finding(Rule.STANDS_ABOVE, Grade.TELL, message)


_CHECKS: tuple[Check, ...] = (
    _undecided,
    _vanished,
    _name,
    _basis,
    _documents,
    _rate,
    _jump,
    _department,
    _unique,
    _overlap,
    _ends,
    _note,
    _parent,
    _successor,
    _above,
)
