"""The form of a complaint sheet; it refuses nothing itself, what cannot be read is said by the rules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from catalogue import web
from catalogue.checks.forms import CheckForm
from catalogue.complaints.routing import Guide
from catalogue.messages import say

PAID = {"paid": say("已经交了"), "asked": say("只是要我交，还没交")}
WISHES = {
    "refund": say("退还多收的钱"),
    "stop": say("停止这样收费"),
    "investigate": say("查处并公布结果"),
    "explain": say("说明依据，书面答复"),
}


class SheetForm(CheckForm):
    """One charge, as the check asks for it, and what else an office needs to act."""

    paid = RadioField(_l("钱交了没有"), validate_choice=False)
    irregularities = SelectMultipleField(_l("问题出在哪里"), validate_choice=False)
    story = TextAreaField(_l("经过"))
    wishes = SelectMultipleField(_l("希望怎么办"), validate_choice=False)
    reporter = StringField(_l("您的称呼"))
    contact = StringField(_l("联系方式"))
    anonymous = BooleanField(_l("匿名"))

    def offer_all(self, places: list[tuple[str, str]], home: str, guide: Guide) -> None:
        """Fill the lists to choose from."""
        self.offer(places, home)
        self.paid.choices = [SelectChoice(code, web.tell(text)) for code, text in PAID.items()]
        self.wishes.choices = [SelectChoice(code, web.tell(text)) for code, text in WISHES.items()]
        self.irregularities.choices = [SelectChoice(code, each.name) for code, each in guide.irregularities.items()]
        if not self.paid.raw_data:
            self.paid.data = "paid"
