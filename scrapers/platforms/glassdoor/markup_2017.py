"""Review cards of 2017-2019: hReview inside `.empReview`; the texts stand under classes (2017) or under headings (2019)."""

from __future__ import annotations

from scrapers.contract import Response, Review
from scrapers.platforms.glassdoor.addresses import absolute
from scrapers.platforms.glassdoor.codes import stars
from scrapers.platforms.glassdoor.nodes import Node, review_id, shown, unquoted
from scrapers.platforms.glassdoor.words import employment, job_title, opinion, role, subrating, tenure
from scrapers.reading.apart import demand_apart
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.numbers import decimal, whole

_CLASSES = {"pros": ".pros", "cons": ".cons", "advice": ".adviceMgmt"}
_COLOURS = {"green": True, "red": False}
"""Yellow is "no opinion"."""


def reviews(document: Document) -> tuple[Review, ...]:
    """The cards in page order; empty when the page is of another era."""
    cards = demand_apart(document.tree.css('.empReview[id^="empReview_"]'))
    return tuple(_review(document, card) for card in cards if review_id(card))


def _review(document: Document, card: Node) -> Review:
    author, _, job = (shown(card.css_first(".authorJobTitle")) or "").partition(" - ")
    texts, opinions = _texts(card), _opinions(card)
    return Review(
        external_id=review_id(card),
        url=absolute(document, _attribute(card, "a.reviewLink", "href")),
        published_on=calendar_date(_attribute(card, "time.date", "datetime") or shown(card.css_first("time.date"))),
        rating=stars(decimal(_attribute(card, ".rating .value-title", "title"))),
        title=unquoted(shown(card.css_first("a.reviewLink, .summary"))),
        pros=texts.get("pros"),
        cons=texts.get("cons"),
        advice=texts.get("advice"),
        employment=employment(author),
        job_title=job_title(job.strip()),
        location=shown(card.css_first(".authorLocation")),
        tenure=tenure(shown(card.css_first("p.mainText:not(.pros):not(.cons):not(.adviceMgmt)")) or ""),
        recommends=opinions.get("recommends"),
        ceo_approval=opinions.get("ceo_approval"),
        outlook=opinions.get("outlook"),
        helpful=whole(_attribute(card, ".voteHelpful", "data-count") or shown(card.css_first(".helpfulCount"))),
        subratings=_subratings(card),
        responses=_responses(card),
    )


def _attribute(card: Node, selector: str, name: str) -> str | None:
    node = card.css_first(selector)
    return node.attributes.get(name) if node else None


def _texts(card: Node) -> dict[str, str | None]:
    """Pros, cons and advice: by class where there are classes, else each paragraph under its heading."""
    if card.css_first(".pros, .cons"):
        return {name: shown(card.css_first(selector)) for name, selector in _CLASSES.items()}
    found: dict[str, str | None] = {}
    for place, head in enumerate(card.css('p[class="strong"]')):
        name = role(head.text(), place)
        if name and head.parent:
            found[name] = shown(head.parent.css_first('p[class="strong"] + p'))
    return found


def _opinions(card: Node) -> dict[str, bool | None]:
    """Coloured marks, each beside (2019) or in the cell before (2017) its label."""
    found: dict[str, bool | None] = {}
    for mark in card.css(".recommends i.sqLed"):
        beside = mark.parent
        label = shown(beside) or shown(beside.parent if beside else None) or ""
        colour = next((name for name in _COLOURS if name in (mark.attributes.get("class") or "").split()), "")
        if kind := opinion(label):
            found[kind] = _COLOURS.get(colour)
    return found


def _subratings(card: Node) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in card.css(".subRatings li"):
        name = subrating(shown(line.css_first(".minor")) or "")
        given = stars(decimal(_attribute(line, ".gdBars", "title")))
        if name and given:
            found[name] = given
    return found


def _responses(card: Node) -> tuple[Response, ...]:
    """Answers that are shown: every card also holds an empty hidden template for one."""
    shown_ones = card.css(".empRepComment:not(.hidden)")
    return tuple(
        Response(text=text, published_on=calendar_date(shown(answer.css_first(".date"))))
        for answer in shown_ones
        if (text := shown(answer.css_first(".commentText")))
    )
