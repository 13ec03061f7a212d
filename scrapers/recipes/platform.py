"""A site described by a recipe, behind the same interface as one written in Python."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.quality import CORE, demand_readable
from scrapers.reading.document import Document
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean
from scrapers.recipes.cards import STARS, Reader
from scrapers.recipes.schema import Place, Recipe
from scrapers.recipes.sources import Opened, opened


class RecipePlatform:
    """Reads what its recipe says; knows nothing else."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.facts = facts_of(recipe)
        hosts = "|".join(re.escape(host) for host in recipe.hosts)
        self._own = re.compile(rf"https?://(?:[\w-]+\.){{0,3}}(?:{hosts})(?:[:/]|$)")

    def recognises(self, document: Document) -> bool:
        """By one of its signs, or by the page's own address."""
        if any(sign in document for sign in self.recipe.signs):
            return True
        return any(host in document for host in self.recipe.hosts) and bool(
            self._own.match(document.link("canonical") or "")
        )

    def read(self, document: Document) -> Page:
        """The page. Raises `LayoutChanged` when there is no card and no proof that there is none to be had."""
        source = opened(document, self.recipe)
        page, cards = self._declared(document, source), source.cards(self.recipe.reviews)
        if not cards:
            if self._proves_empty(source):
                return Page(self.facts.slug, Verdict.EMPTY, declared_total=page.declared_total)
            raise LayoutChanged(
                f"{self.facts.slug}: nothing is at `reviews` ({self.recipe.reviews}), nor the proof of emptiness"
            )
        reader = Reader(self.recipe, document, source)
        reviews = tuple(reader.review(card) for card in cards)
        demand_readable(reviews, core=[name for name in CORE if name in self.recipe.fields])
        return replace(page, reviews=reviews)

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` from 1, as the recipe's paging says; other parameters are kept."""
        paging, parts = self.recipe.paging, urlsplit(url)
        query = [(key, value) for key, value in parse_qsl(parts.query) if key not in (paging.parameter, *paging.extra)]
        query += list(paging.extra.items())
        if page > 1:
            query.append((paging.parameter, str(paging.first + (page - 1) * paging.step)))
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))

    def _proves_empty(self, source: Opened) -> bool:
        if self.recipe.kind == "html":
            return bool(source.cards(self.recipe.empty))
        return bool(source.value(source.root, self.recipe.empty))

    def _declared(self, document: Document, source: Opened) -> Page:
        told, root = self.recipe.declared, source.root

        def at(place: Place | None) -> object:
            return None if place is None else source.value(root, place.at)

        low, high = (told.rating.scale if told.rating and told.rating.scale else None) or STARS
        stars: dict[str, int | None] = {star: whole(at(place)) for star, place in told.distribution.items()}
        counted = {star: count for star, count in stars.items() if count is not None}
        return Page(
            self.facts.slug,
            Verdict.REVIEWS,
            declared_total=whole(at(told.total)),
            declared_total_all=whole(at(told.total_all)),
            declared_rating=to_scale(at(told.rating), low, high),
            declared_distribution=counted if len(counted) == len(stars) == 5 else None,
            next_url=Reader(self.recipe, document, source).absolute(clean(at(told.next))),
            employer_name=clean(at(told.name)),
        )


def facts_of(recipe: Recipe) -> PlatformFacts:
    """What a recipe says of its site, as every platform says it."""
    counting = f"`?{recipe.paging.parameter}=`"
    return PlatformFacts(
        slug=recipe.slug,
        name=recipe.name,
        hosts=recipe.hosts,
        audience=Audience(recipe.audience),
        version=recipe.version,
        reply_limit=recipe.reply_limit,
        reads_back=recipe.reads_back,
        date_order=recipe.date_order,
        forms=("recipe: " + ("JSON" if recipe.kind == "json" else "markup"),),
        author_keys=recipe.authors.keys,
        author_selectors=recipe.authors.selectors,
        terms_note=recipe.terms_note,
        ways_in=recipe.ways_in,
        paging=f"{counting}, from {recipe.paging.first} in steps of {recipe.paging.step}",
        newest_first=recipe.newest_first,
        whole_list=recipe.whole_list,
        verified=recipe.verified,
    )
