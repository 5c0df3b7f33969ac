"""Codes for new fees in the scheme of the lists; a code is proposed once and never used again."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.fees.kinds import FeeKind

LETTERS = {FeeKind.ADMINISTRATIVE: "A", FeeKind.GOVERNMENT_FUND: "F", FeeKind.REGULATED_SERVICE: "S"}
LONGEST = 24
# From here on stand fees that are known only from the documents that ended them.
_HISTORIC = range(900, 1000)


class Codes:
    """Hands out codes one after another; `used` are all that ever were, in whatever list."""

    def __init__(self, used: Iterable[str]) -> None:
        self._used = set(used)
        self._highest: dict[str, int] = {}
        for code in self._used:
            self._note(code)

    def _note(self, code: str) -> None:
        above, _, last = code.rpartition(".")
        number = last if above else code[1:]
        if not number.isdigit() or (not above and int(number) in _HISTORIC):
            return
        key = above or code[:1]
        self._highest[key] = max(self._highest.get(key, 0), int(number))

    def top(self, kind: FeeKind) -> str:
        """The next code of a list: A053 after A052; sub-items follow their parent (see `below`)."""
        letter = LETTERS[kind]
        number = self._highest.get(letter, 0) + 1
        return self._take(f"{letter}{_HISTORIC.stop if number in _HISTORIC else number:03}")

    def below(self, parent: str) -> str:
        """The next sub-item of a fee: A004.03 after A004.02; where that grows too long, a code of the list itself."""
        code = f"{parent}.{self._highest.get(parent, 0) + 1:02}"
        if len(code) > LONGEST:
            return self.top(next(kind for kind, letter in LETTERS.items() if letter == parent[0]))
        return self._take(code)

    def _take(self, code: str) -> str:
        self._used.add(code)
        self._note(code)
        return code
