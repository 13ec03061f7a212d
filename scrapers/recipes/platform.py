"""A site described by a recipe, behind the same interface as one written in Python."""

from __future__ import annotations

import re
from dataclasses import replace

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.quality import CORE, demand_readable
from scrapers.reading.document import Document
from scrapers.recipes.addresses import page_of, page_url, said_in_words
from scrapers.recipes.cards import Reader
from scrapers.recipes.listing import declared
from scrapers.recipes.schema import Recipe
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
        recipe = self.recipe
        source = opened(document, recipe)
        reader = Reader(recipe, document, source)
        page, cards = declared(recipe, reader, source), source.cards(recipe.reviews)
        if not cards:
            return self._without_cards(document, source, page)
        reviews = tuple(reader.review(card) for card in cards)
        demand_readable(reviews, core=[name for name in CORE if name in recipe.fields])
        return replace(page, reviews=reviews)

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` from 1, as the recipe's paging says; other parameters are kept."""
        return page_url(self.recipe.paging, url, page)

    def _without_cards(self, document: Document, source: Opened, page: Page) -> Page:
        recipe, total = self.recipe, page.declared_total or 0
        if not source.proves_empty(recipe.empty):
            raise LayoutChanged(
                f"{recipe.slug}: nothing is at `reviews` ({recipe.reviews}), nor the proof of emptiness"
            )
        if not total:
            return replace(page, verdict=Verdict.EMPTY, next_url=None)
        if (page_of(recipe.paging, document.url) or 1) > 1:
            return replace(page, verdict=Verdict.PAST_END, next_url=None)
        raise LayoutChanged(f"{recipe.slug}: the page says {total} reviews and shows the proof of emptiness too")


def facts_of(recipe: Recipe) -> PlatformFacts:
    """What a recipe says of its site, as every platform says it."""
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
        paging=said_in_words(recipe.paging),
        newest_first=recipe.newest_first,
        whole_list=recipe.whole_list,
        verified=recipe.verified,
    )
