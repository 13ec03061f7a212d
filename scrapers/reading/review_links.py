"""Addresses of single reviews: which platform's, and the id they carry; and what a tracking link leads to."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_LONGEST = 4000
_TARGETS_AT_MOST = 12
_SAFE = "/%:@!$&'()*+,;=~"
_DEEPEST = 3  # a mail gateway may wrap a sender's own tracking link
_HOSTS = (
    ("glassdoor", re.compile(r"(?:^|\.)glassdoor\.(?:com?\.)?[a-z]{2,3}$")),
    ("indeed", re.compile(r"(?:^|\.)(?:indeed\.(?:com?\.)?[a-z]{2,3}|indeedemail\.com)$")),
    ("kununu", re.compile(r"(?:^|\.)kununu\.(?:com|de|at|ch)$")),
    ("trustpilot", re.compile(r"(?:^|\.)(?:trustpilot\.(?:com|net)|trustpilotmail\.com)$")),
    ("google", re.compile(r"(?:^|\.)google\.(?:com?\.)?[a-z]{2,3}$")),
)
_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_PATHS = {
    "glassdoor": re.compile(r"RVW(\d{1,15})\.htm", re.IGNORECASE),
    "kununu": re.compile(rf"/review/({_UUID})(?:$|[/?])", re.IGNORECASE),
    "trustpilot": re.compile(r"/reviews/([0-9a-f]{24})(?:$|[/?])", re.IGNORECASE),
    "google": re.compile(r"/r(?:eviews?)?/([\w-]{20,200})(?:$|[/?])"),
    "indeed": re.compile(r"^/cmp/[^/]+/reviews/"),
}
_IN_QUERY = {"indeed": ("id",), "google": ("reviewId", "review_id")}
_INDEED_ID = re.compile(r"[\w-]{8,64}")
_ENCODED_ADDRESS = re.compile(r"https?(?:%3A|%253A|:)(?:%2F|%252F|/){2}[^\s&\"'<>]{4,3000}", re.IGNORECASE)
_BASE64 = (re.compile(r"aHR0c[\w+-]{12,3000}"), re.compile(r"aHR0c[\w+/-]{12,3000}"))
"""Up to the next slash of a path first, as a slash may be a letter of it, too."""


@dataclass(frozen=True, slots=True)
class ReviewLink:
    """One review's public address without whatever was sent along with it, and the platform's id in it."""

    platform: str
    external_id: str
    url: str


def platform_of_host(host: str | None) -> str | None:
    """The platform that owns a host or the domain of a mail address."""
    host = (host or "").casefold().rstrip(".")
    return next((slug for slug, form in _HOSTS if form.search(host)), None)


def platform_of_link(address: str) -> str | None:
    """The platform whose host an address, or the address in its parameters, names."""
    return next((slug for each in targets(address) if (slug := platform_of_host(_host(each)))), None)


def review_link(address: str) -> ReviewLink | None:
    """The review an address, or an address inside its parameters, leads to; nothing is ever fetched to find out."""
    return next((link for each in targets(address) if (link := _direct(each))), None)


def targets(address: str) -> Iterator[str]:
    """The address itself, then what its path and parameters hold as an address, plain, quoted or in base64."""
    waiting = [(address[:_LONGEST], 0)]
    seen: set[str] = set()
    while waiting and len(seen) < _TARGETS_AT_MOST:
        here, depth = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        yield here
        if depth < _DEEPEST:
            waiting += [(inner, depth + 1) for inner in _inside(here)][:8]


def _inside(address: str) -> Iterator[str]:
    """What comes after the host, looked through for addresses."""
    rest = address.partition("://")[2].partition("/")[2]
    for match in _ENCODED_ADDRESS.finditer(rest):
        yield unquote(unquote(match[0]) if "%25" in match[0] else match[0])
    for match in chain.from_iterable(form.finditer(rest) for form in _BASE64):
        padded = match[0].replace("-", "+").replace("_", "/")
        try:
            yield base64.b64decode(padded[: len(padded) // 4 * 4] + _padding(padded)).decode("utf-8", "strict")
        except (binascii.Error, UnicodeDecodeError):
            continue


def _padding(encoded: str) -> str:
    """What the cut after whole groups of four left over, filled up."""
    rest = encoded[len(encoded) // 4 * 4 :]
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""


def _direct(address: str) -> ReviewLink | None:
    platform = platform_of_host(_host(address))
    if platform is None:
        return None
    parts = urlsplit(address)
    path, query = unquote(parts.path), dict(parse_qsl(parts.query))
    identity = _identity(platform, path, query)
    if identity is None:
        return None
    return ReviewLink(platform, identity, _public(platform, identity, parts.hostname or "", parts.path))


def _identity(platform: str, path: str, query: dict[str, str]) -> str | None:
    form = _PATHS[platform].search(path)
    named = next((query[key] for key in _IN_QUERY.get(platform, ()) if _INDEED_ID.fullmatch(query.get(key, ""))), None)
    if platform == "indeed":
        return named if form else None
    return form[1] if form else named


def _public(platform: str, identity: str, host: str, path: str) -> str:
    """The address as the platform's own pages have it; what a mail adds would name its receiver."""
    if platform == "trustpilot":
        return f"https://www.trustpilot.com/reviews/{identity}"
    named = "" if identity in path and platform != "indeed" else f"?{_IN_QUERY[platform][0]}={identity}"
    return f"https://{host}{quote(path, safe=_SAFE)}{named}"


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:  # brackets that are no IPv6 address
        return None
