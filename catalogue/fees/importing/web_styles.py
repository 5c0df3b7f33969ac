"""What the styles of a page say of indents and hidden parts; it refuses selectors that are not simple."""

from __future__ import annotations

import re
from typing import Any

_HIDING_RULE = re.compile(r"([^{}]+)\{([^{}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)[^{}]*)\}", re.IGNORECASE)


def indent_of(td: Any) -> float:
    """Indentation by style, in characters; padding that every cell has is small and counts as none."""
    total = 0.0
    for node in [td, *td.iterchildren("p", "div", "span")][:2]:
        style = node.get("style", "")
        for name in ("text-indent", "padding-left", "margin-left"):
            found = re.search(rf"(?<![\w-]){name}\s*:\s*(-?[\d.]+)\s*(em|rem|pt|px|cm|mm|ch|%)?", style)
            if found:
                value = float(found.group(1) or 0)
                total += value / {"em": 1, "rem": 1, "pt": 12, "px": 16, "cm": 0.42, "mm": 4.2, "ch": 2}.get(
                    found.group(2) or "px", 16
                )
    return max(total, 0.0)


def hiding_selectors(root: Any) -> set[str]:
    """Simple selectors (.class, #id, tag.class) that the page's own style sheets hide."""
    found = set()
    for style in root.iter("style"):
        for selectors, _ in _HIDING_RULE.findall(
            re.sub(r"/\*.*?\*/|@media\s+print\s*\{.*?\}\s*\}", "", style.text or "", flags=re.S)
        ):
            for selector in selectors.split(","):
                if re.fullmatch(r"\s*(?:[a-z0-9]*)[.#][\w-]+\s*", selector):
                    found.add(selector.strip())
    return found
