"""What the importer noticed or decided, as named rules with a plain message; it refuses to decide anything itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalogue.messages import Message


class Rule(StrEnum):
    """The name of what was noticed. The value is what the command line prints."""

    HIDDEN_LEFT_OUT = "HiddenLeftOut"
    MISSING_BASIS = "MissingBasis"
    MISSING_STANDARD = "MissingStandard"
    UNREADABLE_DOCUMENT_NUMBER = "UnreadableDocumentNumber"
    DUPLICATE_NAME = "DuplicateName"
    DITTO_FILLED = "DittoFilled"
    DEPARTMENT_CARRIED = "DepartmentCarried"
    PARENT_CARRIED = "ParentCarried"
    UNIT_TAKEN_FROM_HEADER = "UnitTakenFromHeader"
    UNIT_ASSUMED = "UnitAssumed"
    UNIT_MISSING = "UnitMissing"
    SERIAL_READ_AS_DAY = "SerialReadAsDay"
    MARK_EXPLAINED = "MarkExplained"
    TITLED_BUSINESS = "TitledBusiness"
    ENCODING_CORRECTED = "EncodingCorrected"
    CHARACTERS_LOST = "CharactersLost"
    REVISIONS_TAKEN = "RevisionsTaken"
    SEVERAL_LISTS = "SeveralLists"
    LIST_ASSUMED = "ListAssumed"
    TABLE_LEFT_OUT = "TableLeftOut"
    TABLE_CONTINUED = "TableContinued"
    BROKEN_ROW_JOINED = "BrokenRowJoined"
    ROW_WITHOUT_NAME = "RowWithoutName"
    FORMULA_WITHOUT_VALUE = "FormulaWithoutValue"
    PAGES_WITHOUT_TEXT = "PagesWithoutText"
    NAME_DIFFERS_FROM_CONTENT = "NameDiffersFromContent"
    MACROS_IGNORED = "MacrosIgnored"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed: the rule, a plain sentence, and the row it is about (None: the whole file)."""

    rule: Rule
    message: Message
    row_no: int | None = None


class Unreadable(Exception):
    """A file that cannot be read; the message says in one sentence what, why, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
