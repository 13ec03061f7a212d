"""The address of page n of a list, and which page an address asks for, as the recipe's paging says."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.recipes.parts import IN_PATH, IN_QUERY, Paging


def page_url(paging: Paging, url: str, page: int) -> str:
    """The address of page `page` from 1 of the list at `url` (any page of it); other parameters are kept."""
    parts, count = urlsplit(url), str(paging.first + (page - 1) * paging.step)
    name, path = _parameter(paging), parts.path
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in (name, *paging.extra)]
    query += paging.extra.items()
    if name is None:
        path = _numbered(paging).sub("", path).rstrip("/")
        path += (paging.url or "").replace("{url}", "").replace("{page}", count) if page > 1 else ""
    elif page > 1:
        query.append((name, count))
    return urlunsplit(parts._replace(path=path, query=urlencode(query), fragment=""))


def page_of(paging: Paging, url: str | None) -> int | None:
    """The page from 1 that an address asks for; None where it does not say."""
    parts, name = urlsplit(url or ""), _parameter(paging)
    if name is None:
        match = _numbered(paging).search(parts.path)
        said = match[1] if match else ""
    else:
        said = dict(parse_qsl(parts.query)).get(name, "")
    count = int(said) if re.fullmatch(r"[0-9]{1,7}", said) else None
    return None if count is None or count < paging.first else (count - paging.first) // paging.step + 1


def said_in_words(paging: Paging) -> str:
    """The paging as facts state it."""
    name = _parameter(paging)
    return f"`{f'?{name}=' if name else paging.url}`, from {paging.first} in steps of {paging.step}"


def _parameter(paging: Paging) -> str | None:
    """The parameter that counts; None where the path does."""
    match = IN_QUERY.fullmatch(paging.url or "")
    return match[1] if match else None if paging.url else paging.parameter


def _numbered(paging: Paging) -> re.Pattern[str]:
    """The end of a path that has a page's number in it."""
    match = IN_PATH.fullmatch(paging.url or "")
    before, behind = match.groups() if match else ("", "")
    return re.compile(rf"{re.escape(before)}([0-9]{{1,7}}){re.escape(behind)}/?$")
