"""Which passwords are good enough; it refuses short, common and easily guessed ones and keeps none."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from catalogue.messages import Problem, say

SHORTEST = 12
LONGEST = 200
# What must remain when everything that guessers try first is taken away.
_SHORTEST_REST = 5
_FEWEST_CHARACTERS = 5
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)
_RUN = 3
_LOOKALIKES = str.maketrans("@$0134!5", "asoieais")
_SPLIT = re.compile(r"[\s@._\-·]+")


def normalise(password: str) -> str:
    """One form for characters that can be typed in several (full width, composed)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, about: Iterable[str], common: frozenset[str]) -> None:
    """Raise a Problem unless the password is good enough. `about` is what everybody knows of the person."""
    password = normalise(password)
    if len(password) < SHORTEST:
        raise Problem(say("密码至少要 %(count)s 个字符；可以用几个不相干的词连起来。", count=SHORTEST), "password")
    if len(password) > LONGEST:
        raise Problem(say("密码最多 %(count)s 个字符。", count=LONGEST), "password")
    if len(set(password)) < _FEWEST_CHARACTERS:
        raise Problem(say("密码里不同的字符太少，太容易猜。"), "password")
    known = {part.casefold() for text in about for part in (text, *_SPLIT.split(text)) if len(part) > 1}
    if _is_guessable(password.casefold(), common | known):
        raise Problem(
            say("这个密码由常见的词、连续的字符或您的姓名邮箱组成，太容易猜；请换几个不相干的词。"), "password"
        )


@cache
def common_words(path: Path) -> frozenset[str]:
    """The words that guessers try first, from data/common_passwords.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"].casefold() for row in csv.DictReader(file))


def _is_guessable(password: str, words: frozenset[str]) -> bool:
    """Whether little remains, first as it was typed, then with @ read as a, 0 as o and so on."""
    rest = _without_known(password, words)
    rest = _without_known(rest.translate(_LOOKALIKES), words)
    return len(re.sub(r"[\W_]+", "", rest)) < _SHORTEST_REST


def _without_known(text: str, words: frozenset[str]) -> str:
    """The text with blanks for known words, years, repetitions and runs along the alphabet or keyboard."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    text = re.sub(r"(?:19|20)\d\d", " ", text)
    text = re.sub(r"(\S{1,4}?)\1{2,}", " ", text)
    return _without_runs(text)


def _without_runs(text: str) -> str:
    """The text without runs of three and more characters that are neighbours in a row, either way."""
    rows = [row for line in _ROWS for row in (line, line[::-1])]
    kept, start = [], 0
    while start < len(text):
        end = start + _RUN
        if len(text[start:end]) == _RUN and any(text[start:end] in row for row in rows):
            while end < len(text) and any(text[start : end + 1] in row for row in rows):
                end += 1
            start = end
            kept.append(" ")
        else:
            kept.append(text[start])
            start += 1
    return "".join(kept)
