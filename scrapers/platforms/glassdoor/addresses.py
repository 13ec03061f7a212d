"""Glassdoor's addresses: what kind of page one names, the n-th page of a listing, and links made absolute."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from scrapers.reading.document import Document
from scrapers.reading.links import joined, split

_PAGED = re.compile(r"^(?P<stem>.*?)(?:_I?P(?P<page>\d{1,6}))?\.htm$")
_EMPLOYER = re.compile(r"-E(?:I_IE)?\d+")
_SINGLE = re.compile(r"RVW\d+\.htm")
_REVIEWS_IN = frozenset({"reviews", "avis", "bewertungen", "recensioni", "opiniones", "evaluaciones", "avaliações"})
_OTHER_SECTIONS = """
    overview présentation überblick overzicht descripción-general visão-geral panoramica
    interview interviews entretien entretiens vorstellungsgespräch sollicitatiegesprek entrevista entrevistas colloqui
    salary salaries salaire salaires gehalt gehälter salarissen sueldo sueldos salários stipendi stipendio
    benefits avantages leistungen sozialleistungen arbeitgeberleistungen beneficios benefícios
    job jobs job-listing emploi emplois stellenangebote vacatures empleo empleos vagas lavoro lavori
    photos fotos faq explore community profile member award awards compare location locations blog about
"""
_OTHERS = frozenset(_OTHER_SECTIONS.split())
_NEWEST_FIRST = {"sort.sortType": "RD", "sort.ascending": "false"}


class Kind(StrEnum):
    """What a page says it is, by its own address."""

    REVIEWS = "reviews"
    OTHER = "other"
    UNKNOWN = "unknown"


def kind_of(document: Document) -> Kind:
    """From the canonical address, else the address it was captured at; unknown when neither is there."""
    address = document.link("canonical") or document.url
    if not address:
        return Kind.UNKNOWN
    path = unquote(split(address).path)
    if _SINGLE.search(path):
        return Kind.UNKNOWN
    section = path.strip("/").partition("/")[0].casefold()
    if section in _REVIEWS_IN:
        return Kind.REVIEWS if _EMPLOYER.search(path) else Kind.OTHER
    return Kind.OTHER if section in _OTHERS else Kind.UNKNOWN


def nth_page(url: str, page: int) -> str:
    """The address of page `page` (from 1) of the listing at `url`, newest first; an unknown form comes back as it is."""
    parts = urlsplit(url)
    paged = _PAGED.match(parts.path)
    if paged is None:
        return url
    mark = "_IP" if "EI_IE" in parts.path else "_P"
    path = f"{paged['stem']}{mark}{page}.htm" if page > 1 else f"{paged['stem']}.htm"
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | _NEWEST_FIRST
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query), ""))


def page_number(url: str | None) -> int | None:
    """Which page of a listing an address asks for (1 when it names none); None without an address of that form."""
    paged = _PAGED.match(split(url).path) if url else None
    return None if paged is None else int(paged["page"] or 1)


def absolute(document: Document, address: str | None) -> str | None:
    """A link of the page as a full address; None when the page does not say on which host it lies."""
    if not address:
        return None
    base = next((known for known in (document.url, document.link("canonical")) if known and "://" in known), "")
    return joined(base, address)
