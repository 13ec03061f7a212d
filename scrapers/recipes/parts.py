"""The parts of a recipe: a place, the proof of emptiness, answers, what is declared, paging, authors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from scrapers.blanking import is_author_selector
from scrapers.recipes.places import names_in, split, wrong_path, wrong_selector

SURE = 8
"""Characters; a shorter text stands on pages of other sites, or of lists with reviews, too."""


IN_QUERY = re.compile(r"\{url\}\?([\w\[\]-]{1,40})=\{page\}")
IN_PATH = re.compile(r"\{url\}(/?[\w.,;%+/=-]{1,80})\{page\}([\w.,;%+/=-]{0,40})")
"""The two forms of a template: the number as a parameter's value, or between two parts of the path."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a place must know of the recipe around it."""

    kind: str
    selectors: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def around(told: object) -> Around:
    """What the plain values of a recipe say to each of its places, as far as they are sound."""
    told = told if isinstance(told, Mapping) else {}
    authors = told.get("authors")
    authors = authors if isinstance(authors, Mapping) else {}
    selectors, keys = (
        [one for one in authors.get(name) or () if isinstance(one, str)] for name in ("selectors", "keys")
    )
    return Around("json" if told.get("kind") == "json" else "html", tuple(selectors), tuple(keys))


def _checked(at: str, info: ValidationInfo, *, element: bool) -> str:
    around = info.context
    if not isinstance(around, Around):
        raise TypeError("a recipe is made by recipe_of, which knows what stands around a place")
    problem = wrong_path(at) if around.kind == "json" else wrong_selector(at, element=element)
    problem = problem or (None if element else _names_a_writer(at, around))
    if problem:
        raise ValueError(problem)
    return at


def _names_a_writer(at: str, around: Around) -> str | None:
    """A writer is blanked, never read: the same place cannot be both."""
    if around.kind == "json":
        taken = {key.rpartition(".")[2] for key in around.keys if not key.endswith("*")} & names_in(at)
    else:
        css = split(at)[0]
        taken = {one for one in around.selectors if re.search(rf"{re.escape(one)}(?![\w-])", css)}
    return f"{min(taken)!r} names a writer (authors) and is never read: take it out here or there" if taken else None


Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Word = Annotated[Short, BeforeValidator(lambda value: str(value) if isinstance(value, (int, float)) else value)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=100)]
Star = Annotated[Literal["1", "2", "3", "4", "5"], BeforeValidator(lambda star: str(star))]
Each = Annotated[Short, AfterValidator(lambda at, info: _checked(at, info, element=True))]
Value = Annotated[
    str, StringConstraints(max_length=300), AfterValidator(lambda at, info: _checked(at, info, element=False))
]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


class Place(Strict):
    """Where something stands, and how it is to be understood."""

    at: Value
    """CSS selector, with `@attribute` where the value is in one (`@attribute` alone: of the card itself); for JSON a
    JMESPath."""
    scale: tuple[float, float] | None = None
    """Lowest and highest rating the site gives; mapped to 1-5."""
    yes: tuple[Word, ...] = ()
    no: tuple[Word, ...] = ()
    current: tuple[Word, ...] = ()
    former: tuple[Word, ...] = ()
    applicant: tuple[Word, ...] = ()

    @field_validator("scale")
    @classmethod
    def _rising(cls, scale: tuple[float, float] | None) -> tuple[float, float] | None:
        if scale is not None and not -1000 < scale[0] < scale[1] < 1000:
            raise ValueError("must be [lowest, highest], e.g. [0, 10]")
        return scale


def in_table(key: str) -> BeforeValidator:
    """A text alone stands for the table that has it under `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


At = Annotated[Place, in_table("at")]


class Proof(Strict):
    """What stands on a list without reviews and on no other."""

    at: Each | None = None
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=SURE, max_length=300)] | None = None

    @model_validator(mode="after")
    def _one(self, info: ValidationInfo) -> Proof:
        if (self.at is None) == (self.text is None):
            raise ValueError("give one proof of emptiness: a selector or path, or {text: what the page then says}")
        if self.text and isinstance(info.context, Around) and info.context.kind == "json":
            raise ValueError("in JSON the proof is a path that then gives something true, e.g. total == `0`")
        return self


class Answers(Strict):
    """The employer's answers within a card."""

    each: Each
    text: At = Place.model_construct(at="")
    published_on: At | None = None
    author_title: At | None = None


class Declared(Strict):
    """What the page says of the whole list."""

    total: At | None = None
    total_all: At | None = None
    rating: At | None = None
    name: At | None = None
    distribution: dict[Star, At] = Field(default_factory=dict)
    subratings: dict[Slug, At] = Field(default_factory=dict)
    next: At | None = None


class Paging(Strict):
    """How the address of page n is made: a parameter of the query that counts, or an address with a hole."""

    parameter: Annotated[str, StringConstraints(pattern=r"^[\w\[\]-]{1,40}$")] = "page"
    url: Annotated[str, StringConstraints(max_length=200)] | None = None
    """E.g. "{url}/page/{page}": the list's own address, then what counts. Page 1 is the list's own address.
    "{url}?page={page}" is the same as `parameter: page`."""
    first: int = Field(1, ge=0, le=1)
    step: int = Field(1, ge=1, le=100)
    extra: dict[
        Short, Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
    ] = Field(default_factory=dict)
    """Further parameters, e.g. the order: newest first."""

    @field_validator("url")
    @classmethod
    def _template(cls, url: str | None) -> str | None:
        # The hole is filled by replacing, never by `str.format`, which would look into objects.
        if url is not None and not (IN_QUERY.fullmatch(url) or IN_PATH.fullmatch(url)):
            raise ValueError('must be "{url}/…{page}…" or "{url}?name={page}"; further parameters go to `extra`')
        return url


class Authors(Strict):
    """What names a writer: blanked before anything is kept."""

    keys: tuple[Short, ...] = ()
    selectors: tuple[Short, ...] = ()

    @field_validator("selectors")
    @classmethod
    def _findable(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        if odd := [one for one in selectors if not is_author_selector(one)]:
            raise ValueError(f"{', '.join(odd)} must be [attribute], [attribute=value] or .class")
        return selectors
