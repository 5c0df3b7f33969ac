"""Marks in a text the characters that a question asked for; it refuses to make HTML."""

from __future__ import annotations

from itertools import groupby, pairwise

from catalogue.search.port import Span
from catalogue.search.reading import Question
from catalogue.search.text import fold


def highlight(text: str, question: Question) -> tuple[Span, ...]:
    """The text in stretches; two neighbouring characters of the question, or a whole word of it, are marked."""
    folded = fold(text)
    if not text or len(folded) != len(text):
        return (Span(text, marked=False),) if text else ()
    wanted = _wanted(question)
    marked = [False] * len(text)
    for piece in wanted:
        start = folded.find(piece)
        while start >= 0:
            marked[start : start + len(piece)] = [True] * len(piece)
            start = folded.find(piece, start + 1)
    stretches = groupby(range(len(text)), key=marked.__getitem__)
    return tuple(Span("".join(text[index] for index in indexes), flag) for flag, indexes in stretches)


def _wanted(question: Question) -> set[str]:
    said = [unit.text for unit in question.units]
    pairs = {first + second for first, second in pairwise(said) if first and second}
    words = {text for text in said if len(text) > 1}
    meant = {word for meaning in question.meanings for word in meaning.words}
    return pairs | words | meant | ({said[0]} if len(said) == 1 and said[0] else set())
