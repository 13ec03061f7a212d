"""A demo site, a review for it, and a browser for it."""

from datetime import date
from typing import Any

from fastapi.testclient import TestClient

from service.demo.platform import DemoSite
from service.demo.records import Review
from service.demo.website import create_site

TODAY = date(2026, 3, 2)
SLUG = "pallvik-logistik"
LIST = f"/arbetsgivare/{SLUG}"

HOSTILE = (
    "</script><script>alert(1)</script><!-- \"'&amp; &lt;b&gt; ]]> {{ 7 * 7 }} {% raw %}\n\n"
    "  indented\ttab \u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd 👩\u200d🚒 \u2028 \u0085 \x07 \ufeffå\u030a\n"
    'data-jobbekot="inloggning" <script type="application/json" id="omdomen-data">{}</script> </p></article></main>'
)


def make_site() -> DemoSite:
    return DemoSite(TODAY)


def make_empty_site(slug: str = SLUG) -> DemoSite:
    site = make_site()
    while shown := site.listing(slug).reviews:
        for review in shown:
            site.remove(review.id)
    return site


def make_review(**fields: Any) -> Review:
    return Review(**{"employer": SLUG, "published_on": TODAY, "stars": 3, "title": "Helt okej", **fields})


def browse(site: DemoSite) -> TestClient:
    return TestClient(create_site(site), base_url="http://127.0.0.1:8000", follow_redirects=False)
