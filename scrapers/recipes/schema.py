"""What may stand in a recipe, checked strictly: unknown keys, impossible selectors and missing parts are all named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, ValidationInfo, field_validator

from scrapers.recipes.parts import (
    SURE,
    Answers,
    Around,
    At,
    Authors,
    Declared,
    Each,
    Host,
    Paging,
    Place,
    Proof,
    Short,
    Slug,
    Strict,
    around,
    in_table,
)
from scrapers.recipes.wrong import RecipeError, said

TEXTS = ("external_id", "url", "title", "pros", "cons", "advice", "text", "job_title", "location", "tenure", "language")
WRITTEN = ("title", "pros", "cons", "advice", "text")
"""What somebody wrote; a site that shows none of it has no reviews to read."""
FLAGS = ("recommends", "ceo_approval", "outlook")
EMPLOYMENTS = ("current", "former", "applicant")
FIELDS = (*TEXTS, *FLAGS, "published_on", "rating", "helpful", "employment")


class Recipe(Strict):
    """One site."""

    recipe: Literal[1]
    slug: Slug
    name: Short
    hosts: tuple[Host, ...] = Field(min_length=1, max_length=20)
    audience: Literal["employee", "applicant", "customer"]
    version: int = Field(1, ge=1, le=100_000)
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    date_order: Literal["DMY", "MDY", "YMD"] = "DMY"
    reply_limit: int | None = Field(None, ge=1, le=1_000_000)
    reads_back: bool = False
    verified: bool = False
    newest_first: bool = True
    whole_list: bool = False
    terms_note: str = Field("", max_length=500)
    ways_in: tuple[Short, ...] = ("saved page",)
    signs: tuple[Annotated[Short, StringConstraints(min_length=SURE)], ...] = ()
    """Texts of which each page of the site holds at least one; the address is the other way to know it."""
    kind: Literal["html", "json"] = "html"
    script: Short | None = None
    """For JSON that stands in a page: what its script's tag holds, e.g. `id="__NEXT_DATA__"`."""
    reviews: Each
    """Where the cards are: a CSS selector, or a JMESPath to a list."""
    empty: Annotated[Proof, in_table("at")]
    """What stands on a list without reviews and on no other: its proof of emptiness."""
    fields: dict[str, At] = Field(min_length=1, max_length=len(FIELDS) + 10)
    subratings: dict[Slug, At] = Field(default_factory=dict, max_length=40)
    responses: Answers | None = None
    declared: Declared = Declared()
    paging: Paging = Paging()
    authors: Authors

    @field_validator("fields")
    @classmethod
    def _fields_fit(cls, fields: dict[str, Place], info: ValidationInfo) -> dict[str, Place]:
        spoken = isinstance(info.context, Around) and info.context.kind == "html"
        problems = [*_unfit(fields, spoken=spoken)]
        if not set(WRITTEN) & fields.keys():
            problems.append(f"give at least one of {', '.join(f'`{name}`' for name in WRITTEN)}")
        if problems:
            raise ValueError("; ".join(problems))
        return fields


def _unfit(fields: Mapping[str, Place], *, spoken: bool) -> list[str]:
    """Fields there are not, and words that say how to understand another kind of field."""
    problems = [f"there is no {name!r}, only {', '.join(FIELDS)}" for name in fields if name not in FIELDS]
    for name, place in fields.items():
        opinion, job = bool(place.yes or place.no), any(getattr(place, each) for each in EMPLOYMENTS)
        if place.scale and name != "rating":
            problems.append(f"{name}: `scale` belongs to `rating`")
        if opinion and name not in FLAGS:
            problems.append(f"{name}: `yes` and `no` belong to {', '.join(FLAGS)}")
        if job and name != "employment":
            problems.append(f"{name}: `current`, `former` and `applicant` belong to `employment`")
        if name == "employment" and not job:
            problems.append("employment: say which words mean `current`, `former` or `applicant`")
        if name in FLAGS and spoken and not opinion:
            problems.append(f"{name}: say which words mean `yes` and which `no`")
    return problems


def known_keys() -> dict[str, tuple[str, ...]]:
    """Every key of a recipe by the part it stands in; "" is the recipe itself."""
    parts: dict[str, type[Strict]] = {
        "": Recipe,
        "at": Place,
        "empty": Proof,
        "responses": Answers,
        "declared": Declared,
    }
    parts |= {"paging": Paging, "authors": Authors}
    return {part: tuple(model.model_fields) for part, model in parts.items()}


def recipe_of(told: object, file: str = "the recipe") -> Recipe:
    """The recipe that plain values state. Raises `RecipeError` with everything that is wrong, place by place."""
    try:
        return Recipe.model_validate(told, context=around(told))
    except ValidationError as problem:
        keys = [key for part in known_keys().values() for key in part]
        raise RecipeError(file, said(problem.errors(include_url=False), [*keys, *FIELDS])) from None
