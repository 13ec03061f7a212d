"""The site's markup brought into the shape of its embedded JSON, for pages whose scripts were removed."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.reading.apart import demand_apart
from scrapers.reading.numbers import whole

_TEXTS = {
    "title": ".rubrik",
    "role": ".roll",
    "place": ".ort",
    "tenure": ".anstallningstid",
    "pros": ".bra",
    "cons": ".mindre-bra",
    "text": ".ovrigt",
    "advice": ".rad",
}


def shown_by_markup(tree: LexborHTMLParser) -> dict[str, Any] | None:
    """What the page shows as its own JSON would say it; None where there is no list."""
    body = tree.css_first('main[data-jobbekot="lista"]')
    return None if body is None else _list(body)


def _list(body: LexborNode) -> dict[str, Any]:
    number = body.css_first(".sidnummer")
    following = body.css_first(".sidor a[rel=next]")
    return {
        "employer": {"name": _text(body, ".arbetsgivarnamn")},
        "listing": {
            "page": whole(_attribute(number, "data-page")),
            "pages": whole(_attribute(number, "data-pages")),
            "total": whole(_value(body, ".antal")),
            "empty": body.css_first("[data-tomt=ja]") is not None,
            "next": _attribute(following, "href"),
        },
        "summary": {
            "mean": _value(body, ".medel"),
            "stars": {
                _attribute(bar, "data-stars") or "": _attribute(bar, "value") for bar in body.css(".antal-stjarnor")
            },
            "scores": _scores(body, ".delmedel"),
        },
        "reviews": [_review(article) for article in demand_apart(body.css("article.omdome"))],
    }


def _review(article: LexborNode) -> dict[str, Any]:
    return {
        "id": _attribute(article, "data-id"),
        "path": _attribute(article, "data-path") or _attribute(article.css_first(".permalank"), "href"),
        "publishedOn": _attribute(article.css_first("time.publicerad"), "datetime"),
        "stars": _value(article, ".betygssiffra"),
        **{name: _text(article, selector) for name, selector in _TEXTS.items()},
        "language": _attribute(article, "data-language"),
        "employment": _attribute(article.css_first(".anstallning"), "data-value"),
        "recommends": {"true": True, "false": False}.get(_value(article, ".rekommenderar") or ""),
        "helpful": _value(article, ".hjalpsamma"),
        "scores": _scores(article, ".delbetyg data"),
        "answers": [
            {
                "id": _attribute(answer, "data-id"),
                "text": _text(answer, ".svar-text"),
                "answeredOn": _attribute(answer.css_first(".svar-datum"), "datetime"),
                "title": _text(answer, ".svar-titel"),
            }
            for answer in article.css(".svar")
        ],
    }


def _scores(node: LexborNode, selector: str) -> dict[str, str | None]:
    return {_attribute(score, "data-name") or "": _attribute(score, "value") for score in node.css(selector)}


def _value(node: LexborNode, selector: str) -> str | None:
    return _attribute(node.css_first(selector), "value")


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return None if node is None else node.attributes.get(name)


def _text(node: LexborNode, selector: str) -> str | None:
    found = node.css_first(selector)
    return None if found is None else found.text(deep=True, separator="", strip=False)
