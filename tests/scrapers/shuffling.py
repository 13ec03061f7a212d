"""A page as the next release of its site may send it: other ids, other hashes, attributes and scripts in another order."""

from __future__ import annotations

import random
import re
import string

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>`]+))?)+)\s*(/?)>")
_ATTRIBUTE = re.compile(r"[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>`]+))?")
_HASHED = re.compile(r"(?<=__)[A-Za-z0-9+-]{5}(?=[\s\"'])|(?<=css-)[a-z0-9]{5,8}(?=[\s\"'-])")


def other_ids(page: str, ids: list[str], chance: random.Random) -> tuple[str, dict[str, str]]:
    """The page with every id replaced by one of the same form; and what became of each.

    The first eight characters stay where they tell a time (MongoDB's ObjectIds).
    """
    renamed: dict[str, str] = {}
    for one in ids:
        keep = 8 if re.fullmatch(r"[0-9a-f]{24}", one) else 1
        letters = string.digits if one.isdigit() else "0123456789abcdef"
        while (other := one[:keep] + "".join(chance.choices(letters, k=len(one) - keep))) in page:
            pass
        renamed[one] = other
        page = page.replace(one, other)
    return page, renamed


def other_hashes(page: str, chance: random.Random) -> str:
    """Generated class names end otherwise, the same way everywhere."""
    known: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        alphabet = string.ascii_lowercase + string.digits
        return known.setdefault(found[0], "".join(chance.choices(alphabet, k=len(found[0]))))

    return _outside_scripts(page, lambda markup: _HASHED.sub(other, markup))


def other_order(page: str, chance: random.Random) -> str:
    """The attributes of every tag in another order, of scripts' tags too."""

    def tag(found: re.Match[str]) -> str:
        attributes = _ATTRIBUTE.findall(found[2])
        chance.shuffle(attributes)
        end = " /" if found[3] else ""
        return f"<{found[1]} {' '.join(attributes)}{end}>"

    def script(found: re.Match[str]) -> str:
        head, closing, body = found[0].partition(">")
        return _TAG.sub(tag, head + closing) + body

    pieces = _outside_scripts(page, lambda markup: _TAG.sub(tag, markup))
    return _SCRIPT.sub(script, pieces)


def other_places(page: str, chance: random.Random) -> str:
    """The scripts in another order, each where another one stood."""
    scripts = _SCRIPT.findall(page)
    chance.shuffle(scripts)
    left = iter(scripts)
    return _SCRIPT.sub(lambda _: next(left), page)


def without_scripts(page: str) -> str:
    """What a browser that saves without scripts leaves."""
    return _SCRIPT.sub("", page)


def _outside_scripts(page: str, change: object) -> str:
    assert callable(change)
    kept, at = [], 0
    for script in _SCRIPT.finditer(page):
        kept += [change(page[at : script.start()]), script[0]]
        at = script.end()
    return "".join((*kept, change(page[at:])))
