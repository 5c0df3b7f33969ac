"""Sentences that rules hand to people: a Chinese text with named parameters, translated only where it is shown.

It refuses to know any language but Chinese: the web layer looks up the translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Message:
    """A sentence: `text` is Chinese with `%(name)s` places, `params` fills them.

    A parameter may itself be a Message; `str()` gives the Chinese sentence.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=lambda: _NONE)

    def __str__(self) -> str:
        return self.text % {name: str(value) for name, value in self.params.items()} if self.params else self.text


def say(text: str, /, **params: object) -> Message:
    """Make a Message; its first argument is collected for translation."""
    return Message(text, params)


class Problem(ValueError):
    """Input that cannot be used; the message says what, why and what to do next, in plain words.

    `field` names the form field or API parameter at fault, if one is.
    """

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
