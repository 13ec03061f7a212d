"""What may stand in a recipe, checked strictly: unknown keys, impossible selectors and missing parts are all named."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scrapers.blanking import is_author_selector

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=100)]
TEXTS = ("external_id", "url", "title", "pros", "cons", "advice", "text", "job_title", "location", "tenure", "language")
FLAGS = ("recommends", "ceo_approval", "outlook")
FIELDS = (*TEXTS, *FLAGS, "published_on", "rating", "helpful", "employment")
_ATTRIBUTE = re.compile(r"^(?P<css>.*?)@(?P<name>[\w:-]+)$", re.DOTALL)
_PROBE = LexborHTMLParser("<p></p>")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """Where something stands, and how it is to be understood."""

    at: Annotated[str, StringConstraints(max_length=300)]
    """CSS selector, with `@attribute` where the value is in one (`@attribute` alone: of the card itself); for JSON a
    JMESPath."""
    scale: tuple[float, float] | None = None
    """Lowest and highest rating the site gives; mapped to 1-5."""
    yes: tuple[Short, ...] = ()
    no: tuple[Short, ...] = ()
    current: tuple[Short, ...] = ()
    former: tuple[Short, ...] = ()


def _place(value: Any) -> Any:
    return {"at": value} if isinstance(value, str) else value


At = Annotated[Place, BeforeValidator(_place)]


class Answers(_Strict):
    """The employer's answers within a card."""

    each: Short
    text: At = Place(at="")
    published_on: At | None = None
    author_title: At | None = None


class Declared(_Strict):
    """What the page says of the whole list."""

    total: At | None = None
    total_all: At | None = None
    rating: At | None = None
    name: At | None = None
    distribution: dict[Literal["1", "2", "3", "4", "5"], At] = Field(default_factory=dict)
    next: At | None = None


class Paging(_Strict):
    """How the address of page n is made: a parameter of the query that counts."""

    parameter: Annotated[str, StringConstraints(pattern=r"^[\w\[\]-]{1,40}$")] = "page"
    first: int = Field(1, ge=0, le=1)
    step: int = Field(1, ge=1, le=100)
    extra: dict[Short, str] = Field(default_factory=dict)
    """Further parameters, e.g. the order: newest first."""


class Authors(_Strict):
    """What names a writer: blanked before anything is kept."""

    keys: tuple[Short, ...] = ()
    selectors: tuple[Short, ...] = ()


class Recipe(_Strict):
    """One site."""

    recipe: Literal[1]
    slug: Slug
    name: Short
    hosts: tuple[Host, ...] = Field(min_length=1, max_length=20)
    audience: Literal["employee", "applicant", "customer"]
    version: int = Field(1, ge=1)
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    date_order: Literal["DMY", "MDY", "YMD"] = "DMY"
    reply_limit: int | None = Field(None, ge=1)
    reads_back: bool = False
    verified: bool = False
    newest_first: bool = True
    whole_list: bool = False
    terms_note: str = Field("", max_length=500)
    ways_in: tuple[Short, ...] = ("saved page",)
    signs: tuple[Short, ...] = ()
    """Texts of which each page of the site holds at least one; the address is the other way to know it."""
    kind: Literal["html", "json"] = "html"
    script: Short | None = None
    """For JSON that stands in a page: what its script's tag holds, e.g. `id="__NEXT_DATA__"`."""
    reviews: Short
    """Where the cards are: a CSS selector, or a JMESPath to a list."""
    empty: Short
    """What stands on a list without reviews and on no other: its proof of emptiness."""
    fields: dict[str, At] = Field(min_length=1)
    subratings: dict[Slug, At] = Field(default_factory=dict)
    responses: Answers | None = None
    declared: Declared = Declared()
    paging: Paging = Paging()
    authors: Authors = Authors()

    @model_validator(mode="after")
    def _whole(self) -> Recipe:
        problems = [
            *(f"fields: there is no {name!r}, only {', '.join(FIELDS)}" for name in self.fields if name not in FIELDS),
            *([] if {"rating", "text", "pros"} & self.fields.keys() else ["fields: give `rating`, `text` or `pros`"]),
            *(f"{where}: {problem}" for where, at in self.places() if (problem := self._wrong(where, at))),
            *(f"authors.selectors: {one!r} must be [attribute], [attribute=value] or .class"
              for one in self.authors.selectors if not is_author_selector(one)),
        ]  # fmt: skip
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def places(self) -> list[tuple[str, str]]:
        """Every selector or path with the part of the file it stands in."""
        named: list[tuple[str, Place | None]] = [(f"fields.{name}", at) for name, at in self.fields.items()]
        named += [(f"subratings.{name}", at) for name, at in self.subratings.items()]
        named += [
            (f"declared.{name}", getattr(self.declared, name))
            for name in ("total", "total_all", "rating", "name", "next")
        ]
        named += [(f"declared.distribution.{star}", at) for star, at in self.declared.distribution.items()]
        found = [("reviews", self.reviews), ("empty", self.empty)]
        if self.responses:
            found.append(("responses.each", self.responses.each))
            named += [
                (f"responses.{name}", getattr(self.responses, name))
                for name in ("text", "published_on", "author_title")
            ]
        return [*found, *((name, place.at) for name, place in named if place is not None)]

    def _wrong(self, where: str, at: str) -> str | None:
        if self.kind == "json":
            return _wrong_path(at)
        return _wrong_selector(at, whole=where in ("reviews", "empty", "responses.each"))


def split(at: str) -> tuple[str, str | None]:
    """A selector and the attribute it asks for: "time@datetime" is ("time", "datetime")."""
    match = _ATTRIBUTE.match(at)
    return (match["css"].strip(), match["name"]) if match else (at.strip(), None)


def _wrong_selector(at: str, *, whole: bool) -> str | None:
    css, attribute = split(at)
    if not css:
        return "a selector is needed" if whole else None
    try:
        _PROBE.css(css)
    except SelectolaxError:
        return f"{css!r} is no CSS selector"
    return "an element is meant, not an attribute" if whole and attribute else None


def _wrong_path(at: str) -> str | None:
    try:
        jmespath.compile(at or "@")
    except JMESPathError as problem:
        return f"{at!r} is no JMESPath ({str(problem).splitlines()[0]})"
    return None
