"""Links of mails: which review they lead to, whatever tracking lies around them, and what lies around the links."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from scrapers.contract import Verdict
from tests.scrapers.imports.files import GLASSDOOR, TRUSTPILOT_ID, make_mail
from tests.scrapers.imports.test_mail import GOOGLE, INDEED, KUNUNU, KUNUNU_ID, TRUSTPILOT, read


@pytest.mark.parametrize(
    ("address", "platform", "identity", "url"),
    [
        (GLASSDOOR, "glassdoor", "998877", GLASSDOOR),
        ("https://www.glassdoor.fr/Avis/avis-employé-Nordvik-RVW5.htm", "glassdoor", "5",
         "https://www.glassdoor.fr/Avis/avis-employ%C3%A9-Nordvik-RVW5.htm"),
        (INDEED + "&hl=sv", "indeed", "aa11bb22cc33dd44", INDEED),
        (KUNUNU, "kununu", KUNUNU_ID, KUNUNU),
        (TRUSTPILOT, "trustpilot", TRUSTPILOT_ID, f"https://www.trustpilot.com/reviews/{TRUSTPILOT_ID}"),
        (GOOGLE + "?pli=1", "google", "AbCdEfGhIjKlMnOpQrStUvWx", GOOGLE),
        ("https://www.google.com/local/x?reviewId=AbCdEfGhIj&hl=sv", "google", "AbCdEfGhIj",
         "https://www.google.com/local/x?reviewId=AbCdEfGhIj"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wrapped", ["{}", "https://t.mails.example/ls?to=karin&u={quoted}", "https://c.mails.example/{base}/k",
                                     "https://safe.post.example/?url={twice}"])  # fmt: skip
def test_a_link_is_known_through_any_tracking_around_it(
    address: str, platform: str, identity: str, url: str, wrapped: str
) -> None:
    once = "https://t.mails.example/ls?u=" + quote(address, safe="")
    link = wrapped.format(
        address,
        quoted=quote(address, safe=""),
        base=base64.urlsafe_b64encode(address.encode()).decode().rstrip("="),
        twice=quote(once, safe=""),
    )
    page = read(make_mail(f"A new review.\n{link}\n", sender="x@post.example"))
    (review,) = page.reviews
    assert (page.platform, review.external_id, review.url) == (platform, identity, url)
    assert (review.rating, review.text, review.published_on) == (None, None, None)


def test_several_reviews_of_one_mail_are_parted_by_their_links() -> None:
    second = GLASSDOOR.replace("998877", "998878")
    below = f"New reviews\n★★★★★\nGood place.\n{GLASSDOOR}\n1 star\nBad place.\n{second}\n"
    above = f"New reviews\n{GLASSDOOR}\n★★★★★\nGood place.\n{GLASSDOOR}\n{second}\n1 star\nBad place.\n"
    for body in (below, above):
        said = [(review.external_id, review.rating, review.text) for review in read(make_mail(body)).reviews]
        assert said == [("998877", 5, "Good place."), ("998878", 1, "Bad place.")]


@pytest.mark.parametrize(
    ("body", "sender"),
    [
        ("Your weekly salary news", "Glassdoor <noreply@glassdoor.com>"),
        ("Lunch at noon?", "Karin Holm <karin@nordvik.example>"),
        (f"A review {TRUSTPILOT}", "Glassdoor <noreply@glassdoor.com>"),
        (f"Reviews {TRUSTPILOT} and {KUNUNU}", "x@post.example"),
        ("https://[broken/", "x@post.example"),
    ],
)
def test_other_mails_are_no_reviews(body: str, sender: str) -> None:
    page = read(make_mail(body, sender=sender, subject="Hello"))
    assert (page.verdict, page.platform, page.reviews, page.error) == (Verdict.NOT_REVIEWS, None, (), None)
