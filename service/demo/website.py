"""The invented platform as a website: pages drawn on the server, strong ETags, 304, robots.txt, Swedish throughout."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from importlib import resources
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException as StarletteHTTPException

from service.demo.payload import SCRIPT_ID, review_path, script_body
from service.demo.platform import DemoSite
from service.demo.records import SCORES, UnknownEmployer, UnknownReview

SITE_NAME = "Jobbekot"
ROBOTS = "User-agent: *\nAllow: /arbetsgivare/\nDisallow: /mina-sidor/\n"

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_HEADERS = {
    "Cache-Control": "no-cache",  # keep it, but ask every time: a page may change under a reader's eyes
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_READ = ["GET", "HEAD"]
_PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")


def create_site(site: DemoSite) -> FastAPI:
    """The website of `site`; it shows whatever `site` holds at the moment of each request."""
    app = FastAPI(title=SITE_NAME, docs_url=None, redoc_url=None, openapi_url=None)
    pages = _pages()
    _add_lists(app, site, pages)
    _add_review_addresses(app, site)
    _add_files(app, pages)
    _add_errors(app, pages)
    return app


def _add_lists(app: FastAPI, site: DemoSite, pages: Environment) -> None:
    @app.api_route("/", methods=_READ)
    def front(request: Request) -> Response:
        changed_at = site.changed_at
        lists = [site.listing(slug) for slug, _ in site.employers]
        return _page(request, pages, "front.html", changed_at, lists=lists)

    @app.api_route("/arbetsgivare/{slug}", methods=_READ)
    def employer(request: Request, slug: str, sida: str = "1") -> Response:
        if not _PAGE_NUMBER.fullmatch(sida):
            raise HTTPException(404)
        try:
            listing = site.listing(slug, int(sida))
        except UnknownEmployer as unknown:
            raise HTTPException(404) from unknown
        return _page(request, pages, "listing.html", listing.changed_at, listing=listing, payload=script_body(listing))


def _add_review_addresses(app: FastAPI, site: DemoSite) -> None:
    @app.api_route("/arbetsgivare/{slug}/omdome/{review_id}", methods=_READ)
    def review(slug: str, review_id: str) -> Response:
        """A lasting address: leads to wherever in the list the review stands today."""
        try:
            page = site.page_of(review_id)
        except UnknownReview as unknown:
            raise HTTPException(410 if site.was_removed(review_id) else 404) from unknown
        if site.review(review_id).employer != slug:
            raise HTTPException(404)
        return RedirectResponse(f"/arbetsgivare/{slug}?sida={page}#{review_id}", 302, headers=_HEADERS)


def _add_files(app: FastAPI, pages: Environment) -> None:
    style = resources.files(__package__).joinpath("templates/style.css").read_bytes()

    @app.api_route("/stil.css", methods=_READ)
    def stylesheet(request: Request) -> Response:
        return _answer(request, style, None, media_type="text/css")

    @app.api_route("/robots.txt", methods=_READ)
    def robots(request: Request) -> Response:
        return _answer(request, ROBOTS.encode(), None, media_type="text/plain")

    @app.api_route("/mina-sidor/", methods=_READ)
    def own_pages(request: Request) -> Response:
        return _page(request, pages, "sign_in.html", None)


def _add_errors(app: FastAPI, pages: Environment) -> None:
    @app.exception_handler(StarletteHTTPException)
    def refused(request: Request, problem: StarletteHTTPException) -> Response:
        body = pages.get_template("missing.html").render(status=problem.status_code)
        return Response(body, problem.status_code, {**_HEADERS, **(problem.headers or {})}, "text/html")


def _page(request: Request, pages: Environment, template: str, changed_at: datetime | None, **shown: Any) -> Response:
    return _answer(request, pages.get_template(template).render(**shown).encode(), changed_at, media_type="text/html")


def _answer(request: Request, body: bytes, changed_at: datetime | None, *, media_type: str) -> Response:
    """The page, or 304 where the reader already has these very bytes (RFC 9110, 13.2.2: the ETag goes first)."""
    headers = {**_HEADERS, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if changed_at is not None:
        headers["Last-Modified"] = format_datetime(changed_at, usegmt=True)
    if _already_held(request, headers["ETag"], changed_at):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def _already_held(request: Request, etag: str, changed_at: datetime | None) -> bool:
    held = request.headers.get("if-none-match")
    if held is not None:
        tags = [tag.strip().removeprefix("W/") for tag in held.split(",")]
        return "*" in tags or etag in tags
    since = _http_date(request.headers.get("if-modified-since"))
    return changed_at is not None and since is not None and changed_at <= since


def _http_date(text: str | None) -> datetime | None:
    try:
        read = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@cache
def _pages() -> Environment:
    """One for all sites: it holds nothing of any, and reading the templates takes longer than four pages."""
    pages = Environment(
        loader=PackageLoader(__package__ or "service.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(day=_day, decimal=_decimal, whole_stars=_whole_stars)
    pages.globals.update(site_name=SITE_NAME, script_id=SCRIPT_ID, score_names=SCORES, review_path=review_path)
    return pages


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _whole_stars(stars: float) -> str:
    filled = round(stars)
    return "★" * filled + "☆" * (5 - filled)
