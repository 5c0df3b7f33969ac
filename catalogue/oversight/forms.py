"""The form with which a payer asks for reliefs; it reads figures strictly and answers nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice

from catalogue import web
from catalogue.checks.forms import add_error
from catalogue.fees.money import parse_amount, parse_quantity
from catalogue.fees.periods import parse_day
from catalogue.messages import Message, Problem, say
from catalogue.oversight.firm_sizes import MediumFirm
from catalogue.oversight.questions import CHOICES, WORDINGS, Answer, Question

LONGEST = 60
PEOPLE = frozenset({Question.STAFF, Question.DISABLED})


class ReliefForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """What a payer says of itself. Every field may stay empty; its name is the question's."""

    class Meta:
        # A question changes nothing, and its address can be kept and passed on.
        csrf = False

    payer = SelectField(validate_choice=False)
    vat = SelectField(validate_choice=False)
    filing = SelectField(validate_choice=False)
    turnover = StringField()
    staff = StringField()
    disabled = StringField()
    average_wage = StringField()
    local_wage = StringField()
    taxable_income = StringField()
    assets = StringField()
    restricted = SelectField(validate_choice=False)
    sector = SelectField(validate_choice=False)
    revenue = StringField()
    founded = StringField()
    vat_paid = StringField()
    situation = SelectMultipleField(validate_choice=False)

    def offer(self, sectors: Iterable[MediumFirm]) -> None:
        """Name the fields and fill the lists to choose from; the first choice is always not to say."""
        for name, field in self._fields.items():
            if isinstance(field, StringField) and field.data:
                # It is shown again, so that it must be fit for a page.
                field.data = web.printable(field.data, LONGEST)
            wording = WORDINGS[Question(name)]
            unit = web.tell(wording.unit).strip()
            named = say("%(name)s（%(unit)s）", name=wording.label, unit=unit) if unit else wording.label
            field.label.text = web.tell(named)
        for question, choices in CHOICES.items():
            if question.value in self._fields and question is not Question.SITUATION:
                self[question.value].choices = _choices(choices.items())
        self.situation.choices = [
            SelectChoice(code, web.tell(text)) for code, text in CHOICES[Question.SITUATION].items()
        ]
        self.sector.choices = _choices((medium.code, medium.sector) for medium in sectors)

    def asked(self) -> bool:
        """Whether anything was answered."""
        return any(any(text.strip() for text in field.raw_data or []) for field in self)

    def answers(self) -> dict[Question, Answer]:
        """What was answered; what cannot be read is tied to its field as an error and left out."""
        found: dict[Question, Answer] = {}
        for field in self:
            question = Question(field.name)
            try:
                answer = _read(question, field)
            except Problem as problem:
                add_error(self, field.name, web.tell(problem.message))
                continue
            if answer is not None:
                found[question] = answer
        return found


def _choices(given: Iterable[tuple[str, Message | str]]) -> list[SelectChoice]:
    return [SelectChoice("", web.tell(say("不说明"))), *(SelectChoice(code, web.tell(text)) for code, text in given)]


def _read(question: Question, field: Field) -> Answer | None:
    """The answer to one question; None where it was not answered."""
    if isinstance(field, SelectMultipleField):
        # A list of boxes is answered by what is not ticked, too.
        return frozenset(field.data or [])
    text = (field.data or "").strip()
    if not text:
        return None
    if isinstance(field, SelectField):
        return text if any(choice.value == text for choice in field.choices) else None
    if question is Question.FOUNDED:
        return parse_day(text, question)
    if question in PEOPLE:
        return Decimal(0) if text in ("0", "０", "零") else parse_quantity(text, question)
    return parse_amount(text, question)
