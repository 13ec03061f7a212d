"""What is wrong with a recipe, said so that whoever wrote it can mend it: the file, the place in it, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from scrapers.contract import ScrapersError

_WHERE = "docs/recipes.md says what may stand where"
_DO = {
    "missing": "is missing: add it",
    "string_type": "must be one text; put it in quotes if it looks like a number or a list",
    "tuple_type": "must be a list, e.g. [one, two]",
    "dict_type": "must be a table of `key: value` lines",
    "model_type": "must be a table of `key: value` lines, or a single selector or path where one is meant",
    "model_attributes_type": "must be a table of `key: value` lines",
    "too_short": "is empty: give at least one",
    "string_too_short": "is empty: fill it in, or leave the key out where it is not needed",
}
_SHAPES = {
    "slug": "small letters, digits and `_`, starting with a letter, e.g. mysite",
    "hosts": "a domain alone, e.g. mysite.se, without https:// and path",
    "language": "two small letters, e.g. sv",
    "parameter": "the name of one parameter, without `?`, `&` and `=`",
}


class RecipeError(ScrapersError):
    """A recipe that cannot be used; the message names the file, the place in it, and what to do."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__("\n".join([f"{file} cannot be used:", *(f"  {each}" for each in problems), _WHERE]))
        self.file, self.problems = file, tuple(problems)


def said(errors: Iterable[ErrorDetails], keys: Iterable[str]) -> list[str]:
    """Each error as "place: what to do". `keys` are all that a recipe knows, to guess what a misspelt one meant."""
    known = sorted(set(keys))
    return [f"{_place(error['loc'])}: {_what(error, known)}" for error in errors]


def _what(error: ErrorDetails, known: list[str]) -> str:
    kind, loc = error["type"], [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    if kind == "extra_forbidden":
        meant = get_close_matches(loc[-1], known, n=1)
        return "there is no such key" + (f"; did you mean `{meant[0]}`?" if meant else ": take it out")
    if kind == "string_pattern_mismatch":
        return next((f"must be {_SHAPES[part]}" for part in reversed(loc) if part in _SHAPES), error["msg"])
    return _DO.get(kind) or error["msg"].removeprefix("Value error, ")


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc if part != "[key]") or "the recipe"
