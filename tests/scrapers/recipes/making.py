"""Invented sites and their recipes: one in markup, one in a page's JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]


def make_recipe(**changes: Any) -> Json:
    """The recipe of an invented site in markup."""
    return {
        "recipe": 1,
        "slug": "fikaforum",
        "name": "Fikaforum",
        "hosts": ["fikaforum.example"],
        "audience": "employee",
        "language": "sv",
        "reviews": "article.omdome",
        "empty": ".inga-omdomen",
        "fields": {
            "external_id": "@data-nr",
            "url": "h2 a@href",
            "published_on": "time",
            "rating": {"at": ".betyg@data-varde", "scale": [0, 10]},
            "title": "h2",
            "pros": ".bra",
            "cons": ".daligt",
            "employment": {"at": ".roll", "current": ["Jobbar här"], "former": ["Har slutat"]},
            "recommends": {"at": ".rek", "yes": ["Ja"], "no": ["Nej"]},
            "helpful": ".tack",
        },
        "subratings": {"management": {"at": ".chef@data-varde", "scale": [0, 10]}},
        "responses": {"each": ".svar", "text": "p", "published_on": "time", "author_title": ".titel"},
        "declared": {"total": ".antal", "name": "h1", "next": "a[rel=next]@href"},
        "paging": {"parameter": "sida", "extra": {"ordning": "nyast"}},
        "authors": {"selectors": [".skribent"]},
        **changes,
    }


def make_json_recipe(**changes: Any) -> Json:
    """The recipe of an invented site whose page holds its reviews as JSON."""
    return {
        "recipe": 1,
        "slug": "kaffekoll",
        "name": "Kaffekoll",
        "hosts": ["kaffekoll.example"],
        "audience": "employee",
        "kind": "json",
        "script": 'id="data"',
        "reviews": "list.items",
        "empty": "list.total == `0`",
        "fields": {"external_id": "id", "rating": "stars", "text": "body", "published_on": "at", "recommends": "ok"},
        "responses": {"each": "answers[?official]", "text": "words"},
        "declared": {
            "total": "list.total",
            "rating": "mean",
            "distribution": {star: f'stars."{star}"' for star in "12345"},
        },
        "authors": {"keys": ["writer"]},
        **changes,
    }


def write(folder: Path, recipe: Json, name: str = "site.yaml") -> Path:
    """The recipe as a file."""
    path = folder / name
    path.write_text(yaml.safe_dump(recipe, allow_unicode=True), encoding="utf-8")
    return path


def make_card(number: int = 1, *, answer: bool = False) -> str:
    """A card of the first site."""
    reply = '<div class="svar"><span class="titel">HR</span><time>2 maj 2026</time><p>Tack!</p></div>' if answer else ""
    return (
        f'<article class="omdome" data-nr="n{number}"><h2><a href="/o/{number}">Bryggan {number}</a></h2>'
        f'<span class="skribent">Disa Kajsdotter</span><time>1 maj 2026</time><b class="betyg" data-varde="{number}"></b>'
        f'<i class="chef" data-varde="5"></i><p class="bra">Kaffet {number}</p><p class="daligt">Kön &amp; koppen</p>'
        f'<span class="roll">Har slutat</span><span class="rek">Nej</span><span class="tack">{number} tack</span>{reply}'
        "</article>"
    )


def make_page(*cards: str, body: str = "", total: int = 12) -> bytes:
    """A page of the first site."""
    return (
        '<html><head><link rel="canonical" href="https://www.fikaforum.example/b/1"></head><body><h1>Bryggeriet</h1>'
        f'<span class="antal">{total} omdömen</span>{"".join(cards)}{body}'
        '<a rel="next" href="/b/1?sida=2">fler</a></body></html>'
    ).encode()


def make_json_page(items: list[Json] | None = None, total: int = 2) -> bytes:
    """A page of the second site."""
    items = (
        [
            {"id": 7, "stars": 4, "body": "Bra <b>bönor</b>", "at": "2026-02-03", "ok": True, "writer": "Disa Kajsdotter",
             "answers": [{"official": True, "words": "Tack"}, {"official": False, "words": "Håller med"}]},
            {"id": 8, "stars": 2, "body": "Kallt kök", "at": "2026-02-04", "ok": False, "writer": "Bo Kajsson"},
        ]
        if items is None
        else items
    )  # fmt: skip
    data = {"list": {"items": items, "total": total}, "mean": 3.1, "stars": dict.fromkeys("12345", 1)}
    head = '<link rel="canonical" href="https://kaffekoll.example/x">'
    script = f'<script id="data" type="application/json">{json.dumps(data)}</script>'
    return f"<html><head>{head}</head><body>{script}</body></html>".encode()
