"""kununu's markup: class names end in a hash that changes with every release, so only their beginnings count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scrapers.contract import Audience, LayoutChanged, Page, Response, Review, Verdict
from scrapers.platforms.kununu.addresses import review_url
from scrapers.platforms.kununu.words import factor_of, field_of, titled
from scrapers.quality import demand_readable
from scrapers.reading.apart import demand_apart
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.shown import shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CARDS = (
    "article[data-testid^=review-], article[class*=index__reviewBlock__], "
    ":not(article) > div[class*=index__reviewBlock__]"
)
_HEADING = "[class*=index__title__]"
_FACTOR = "[class*=index__factor__]"
_ADDRESS = re.compile(r"(/[a-z]{2})?/statements/([0-9a-f-]{36})/review/([0-9a-f-]{36})")
_LISTS = ("/kommentare", "/bewerbung")
_RECOMMENDED = {"empfohlen": True, "nicht empfohlen": False, "recommended": True, "not recommended": False}
_FORMER = ("ex-", "ehemalig", "former")
_LEFT = re.compile(r"zum Zeitpunkt der Bewertung nicht mehr|^Hat bis \d{4} ")
_TOTAL = "[data-testid=reviews-count], [class*=index__reviewsCount__]"
_RESPOND = "reviews-respond-to-review-cta"
_SENTENCE = "[class*=index__employmentInfoBlock__] [class*=index__sentence__]"
_EMPTY = "[data-testid=no-reviews], [class*=index__noReviews__]"


def has_cards(document: Document) -> bool:
    """Whether review cards of kununu stand in the page; cheap."""
    if "index__factor__" not in document and "index__score__" not in document:
        return False
    return "index__reviewBlock__" in document or _RESPOND in document


def read(document: Document) -> Page | None:
    """The page its cards show; None where neither a card nor a proof of emptiness is. Raises `LayoutChanged`."""
    tree = document.tree
    cards = demand_apart([card for card in tree.css(_CARDS) if card.css_first(_HEADING)] or _alone(tree))
    total = whole(_said(tree.css_first(_TOTAL)))
    name = _said(tree.css_first("h1"))
    if not cards:
        if tree.css_first(_EMPTY) is not None and not total:
            return Page("kununu", Verdict.EMPTY, declared_total=total, employer_name=name)
        if total or (document.link("canonical") or "").partition("?")[0].endswith(_LISTS):
            raise LayoutChanged("kununu: the page is a list of reviews, but no card of a known form stands in it")
        return None
    reviews = tuple(_once(_review(card) for card in cards))
    demand_readable(reviews, core=("published_on", "rating"))
    more = tree.css_first("#reviews-read-more-cta[href]")
    return Page(
        "kununu",
        Verdict.REVIEWS,
        declared_total=total,
        next_url=_absolute(more.attributes.get("href")) if more else None,
        employer_name=name,
        reviews=reviews,
    )


def _alone(tree: LexborHTMLParser) -> list[LexborNode]:
    """A single card that was saved without what stands around it."""
    body = tree.body
    return [body] if body is not None and len(tree.css("[class*=index__heading__]")) == 1 else []


def _review(card: LexborNode) -> Review:
    texts, subratings = _factors(card)
    link = next(
        (found for a in card.css("a[href]") if (found := _ADDRESS.search(a.attributes.get("href") or ""))), None
    )
    about = _said(card.css_first("[class*=index__employmentInfoBlock__] b"))
    applicant = (about or "").casefold().startswith(("bewerber", "applicant"))
    time = card.css_first("time[datetime]")
    return Review(
        external_id=link[3] if link else None,
        url=review_url(link[2], link[3], f"kununu.com{link[1] or ''}") if link else None,
        published_on=calendar_date(time.attributes.get("datetime")) if time else None,
        rating=to_scale(_said(card.css_first("[class*=index__score__]"))),
        title=_said(card.css_first(_HEADING)),
        pros=texts.get("pros"),
        cons=texts.get("cons"),
        advice=texts.get("advice"),
        text=texts.get("text"),
        employment=None if applicant else _employment(about, _said(card.css_first(_SENTENCE))),
        job_title=None if applicant else about,
        recommends=_recommends(card),
        subratings=subratings,
        responses=_answers(card),
        audience=Audience.APPLICANT if applicant else Audience.EMPLOYEE,
    )


def _factors(card: LexborNode) -> tuple[dict[str, str], dict[str, float]]:
    """What was written under each head, and the stars of each factor."""
    texts: dict[str, list[str]] = {}
    stars: dict[str, float] = {}
    for factor in card.css(_FACTOR):
        head = _said(factor.css_first("h4, [class*=index__title__]"))
        said = _said(factor.css_first("[class*=index__plainText__], ul"))
        rating = factor.css_first("[data-score]")
        value = to_scale(rating.attributes.get("data-score")) if rating else None
        if head and said:
            name = field_of(head)
            texts.setdefault(name or "text", []).append(said if name else titled(head, said))
        if value is not None and (known := factor_of(head)):
            stars[known] = value
    return {name: "\n\n".join(parts) for name, parts in texts.items()}, stars


def _answers(card: LexborNode) -> tuple[Response, ...]:
    found = []
    for block in card.css("[class*=index__responseBlock__]"):
        text = shown(block.css_first("[class*=index__plainText__], p"))
        time = block.css_first("time[datetime]")
        if text:
            found.append(Response(text, calendar_date(time.attributes.get("datetime")) if time else None))
    return tuple(found)


def _recommends(card: LexborNode) -> bool | None:
    return _RECOMMENDED.get((_said(card.css_first("[class*=index__recommendationBlock__]")) or "").casefold())


def _employment(about: str | None, sentence: str | None) -> str | None:
    """Who left says so in the kind of job ("Ex-…") or in the sentence after it; a kind alone means that they stayed."""
    if about is None:
        return None
    left = about.casefold().startswith(_FORMER) or _LEFT.search(sentence or "")
    return "former" if left else "current"


def _once(reviews: Iterable[Review]) -> list[Review]:
    """A card may be matched by its article and by its block."""
    kept: dict[object, Review] = {}
    for review in reviews:
        kept.setdefault(review.external_id or (review.title, review.published_on, review.pros, review.text), review)
    return list(kept.values())


def _absolute(href: str | None) -> str | None:
    return f"https://www.kununu.com{href}" if href and href.startswith("/") else href


def _said(element: LexborNode | None) -> str | None:
    return shown(element)
