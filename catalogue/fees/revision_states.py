"""The way of a revision from draft to release, as one table; it refuses to know what a revision changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalogue.accounts.permissions import Person, may
from catalogue.messages import Message, say


class Stage(StrEnum):
    """How far a revision has come."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def open(self) -> bool:
        """Whether something may still happen to it."""
        return self not in (Stage.PUBLISHED, Stage.WITHDRAWN)

    @property
    def editable(self) -> bool:
        return self in (Stage.DRAFT, Stage.SENT_BACK)


class Act(StrEnum):
    """What people do with a revision."""

    EDIT = "edit"
    SEND = "send"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RENEW = "renew"
    REMARK = "remark"


class Who(StrEnum):
    """Who, of those with the permission, may do it."""

    AUTHOR = "author"
    ANOTHER = "another"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Step:
    """One act: from which stages to which (None: it stays), with which permission, by whom, with a reason?"""

    before: frozenset[Stage]
    after: Stage | None
    permission: str
    who: Who
    reason: bool = False


_WRITING = frozenset({Stage.DRAFT, Stage.SENT_BACK})
_JUDGED = frozenset({Stage.IN_REVIEW, Stage.APPROVED})
_OPEN = _WRITING | _JUDGED

STEPS: dict[Act, Step] = {
    Act.EDIT: Step(_WRITING, None, "lists.edit", Who.AUTHOR),
    Act.SEND: Step(_WRITING, Stage.IN_REVIEW, "lists.edit", Who.AUTHOR),
    Act.APPROVE: Step(frozenset({Stage.IN_REVIEW}), Stage.APPROVED, "lists.review", Who.ANOTHER),
    Act.SEND_BACK: Step(_JUDGED, Stage.SENT_BACK, "lists.review", Who.ANOTHER, reason=True),
    Act.PUBLISH: Step(frozenset({Stage.APPROVED}), Stage.PUBLISHED, "lists.publish", Who.ANYBODY),
    Act.WITHDRAW: Step(_OPEN, Stage.WITHDRAWN, "lists.edit", Who.AUTHOR, reason=True),
    # The lists have moved on: the work is kept, compared anew, and must be reviewed again.
    Act.RENEW: Step(_OPEN, Stage.DRAFT, "lists.edit", Who.AUTHOR),
    Act.REMARK: Step(_OPEN, None, "lists.discuss", Who.ANYBODY),
}

STAGE_NAMES = {
    Stage.DRAFT: say("起草中"),
    Stage.IN_REVIEW: say("待复核"),
    Stage.SENT_BACK: say("已退回"),
    Stage.APPROVED: say("已复核，待发布"),
    Stage.PUBLISHED: say("已发布"),
    Stage.WITHDRAWN: say("已撤回"),
}
_ACT_NAMES = {
    Act.EDIT: say("修改"),
    Act.SEND: say("送复核"),
    Act.SEND_BACK: say("退回"),
    Act.APPROVE: say("复核通过"),
    Act.PUBLISH: say("发布"),
    Act.WITHDRAW: say("撤回"),
    Act.RENEW: say("按最新清单重新比较"),
    Act.REMARK: say("留言"),
}


def refusal(act: Act, stage: Stage, person: Person, author: int, reason: str = "") -> Message | None:
    """Why the person may not do this now; None where they may. `author` is the id of who wrote the revision."""
    step = STEPS[act]
    if stage not in step.before:
        return say("这次调整现在是“%(stage)s”，不能%(act)s。", stage=STAGE_NAMES[stage], act=_ACT_NAMES[act])
    own = person.id == author
    if step.who is Who.ANOTHER and own:
        return say("不能复核自己起草的调整，请由另一位复核人复核。")
    if not may(person, step.permission):
        return say("您的角色不能%(act)s。", act=_ACT_NAMES[act])
    if step.who is Who.AUTHOR and not own:
        return say("只有起草人可以%(act)s。", act=_ACT_NAMES[act])
    if step.reason and not reason.strip():
        return say("请写明理由。")
    return None


def after(act: Act, stage: Stage) -> Stage:
    """The stage that an allowed act leads to."""
    return STEPS[act].after or stage


def acts_for(stage: Stage, person: Person, author: int) -> list[Act]:
    """What the person may do now, a reason taken as given."""
    return [act for act in Act if refusal(act, stage, person, author, "-") is None]
