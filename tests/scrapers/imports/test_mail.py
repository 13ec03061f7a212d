"""Notification mails: which review they speak of, what they show of it, and that they name nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from scrapers.contract import Audience, Page, Unreadable, Verdict
from scrapers.imports.mail import KIND, messages
from tests.scrapers.imports.files import GLASSDOOR, TRUSTPILOT_ID, make_mail

KUNUNU_ID = "0f0f0f0f-1111-4222-8333-abcdefabcdef"
KUNUNU = f"https://www.kununu.com/at/nordvik/statements/{KUNUNU_ID}/review/{KUNUNU_ID}"
INDEED = "https://se.indeed.com/cmp/Nordvik/reviews/lugnt?id=aa11bb22cc33dd44"
TRUSTPILOT = f"https://business.trustpilot.com/reviews/{TRUSTPILOT_ID}?utm_source=mail&to=karin"
GOOGLE = "https://business.google.com/reviews/l/0123/r/AbCdEfGhIjKlMnOpQrStUvWx"
TRACKED = f"https://click.mail.glassdoor.com/f/a/x1?u={quote(GLASSDOOR + '?utm=karin', safe='')}&r=karin"
GLASSDOOR_HTML = f"""<html><head><style>p {{ color: red }}</style><title>x</title></head><body><!-- Ylva > Karin -->
<p>Hi Karin,</p><p>Nordvik has a new review.</p><a href='{TRACKED}'>&quot;Calm and kind&quot;</a>
<img src=x alt="4 out of 5 stars"><p>March 1, 2025</p><p>Job Title: Bell founder</p><p>Pros</p><p>Short days.<br>Good food</p>
<p>Cons</p><p>Old chairs</p><a href="{GLASSDOOR}">Read full review</a><p>Unsubscribe</p><p>Nordvik HB</p></body></html>"""
TRUSTPILOT_TEXT = f"""Hi Kettle,

Ylva Tornqvist wrote a review of your company.

★★☆☆☆
Ylva Tornqvist
Slow boat
The kettle came late and Ylva Tornqvist was sad about it, as anybody
would be on a cold morning.

Reply to the review: {TRUSTPILOT}

All rights reserved, Ylva
"""
TRUSTPILOT_MAIL = make_mail(
    TRUSTPILOT_TEXT, sender="Trustpilot <noreply@trustpilotmail.com>", subject="Ylva Tornqvist left you a 2-star review"
)
FORWARDED = f"""Kolla den här! /Karin

---------- Forwarded message ---------
Från: Glassdoor <noreply@glassdoor.com>
Skickat: den 3 mars 2025
Till: Karin Holm <karin@nordvik.example>
Ämne: Nytt omdöme

> Hej Karin,
> Ert företag har fått ett nytt omdöme.
> Betyg: 3 av 5
> Fördelar: Korta dagar
> Nackdelar:
> Gamla stolar
> {GLASSDOOR}
"""


def read(content: bytes, *, captured_at: datetime | None = None) -> Page:
    """The page of a mail, after it was made sure that what is kept of it reads the same and names nobody."""
    assert KIND.recognises(content)
    page = KIND.read(content, captured_at=captured_at)
    kept = KIND.blanked(content)
    assert KIND.recognises(kept)
    assert KIND.read(kept, captured_at=captured_at) == page
    assert KIND.blanked(kept) == kept
    for name in (b"Ylva", b"Tornqvist", b"Karin", b"karin", b"noreply", b"post.example"):
        assert name not in kept
    return page


@pytest.mark.parametrize("html", [True, False])
def test_a_notice_with_the_whole_review_is_read(html: bool) -> None:
    plain = (
        f'Hi Karin,\n"Calm and kind"\n4 out of 5\n{TRACKED}\nPros: Short days.\nGood food\nCons: Old chairs\nRead it'
    )
    page = read(make_mail(plain, html=GLASSDOOR_HTML if html else None))
    assert (page.platform, page.verdict, page.parser, page.error) == ("glassdoor", Verdict.REVIEWS, "mail/1", None)
    (review,) = page.reviews
    assert (review.external_id, review.url, review.rating) == ("998877", GLASSDOOR, 4)
    assert (review.title, review.pros, review.cons) == ("Calm and kind", "Short days.\nGood food", "Old chairs")
    assert (review.text, review.audience) == (None, Audience.EMPLOYEE)
    if html:
        assert (review.published_on, review.job_title) == (date(2025, 3, 1), "Bell founder")


def test_who_wrote_is_dropped_wherever_the_mail_says_it() -> None:
    (review,) = read(TRUSTPILOT_MAIL).reviews
    assert (review.external_id, review.rating, review.title) == (TRUSTPILOT_ID, 2, "Slow boat")
    assert review.url == f"https://www.trustpilot.com/reviews/{TRUSTPILOT_ID}"
    assert review.text == "The kettle came late and  was sad about it, as anybody would be on a cold morning."
    assert review.audience is Audience.CUSTOMER


@pytest.mark.parametrize("prefix", ["Fwd:", "VB:", "Vb:", "WG:", "Fwd: VB:"])
def test_a_forwarded_mail_is_read_by_what_is_inside(prefix: str) -> None:
    content = make_mail(FORWARDED, sender="Karin Holm <karin@nordvik.example>", subject=f"{prefix} Nytt")
    page = read(content)
    (review,) = page.reviews
    assert (page.platform, review.external_id, review.rating) == ("glassdoor", "998877", 3)
    assert (review.pros, review.cons) == ("Korta dagar", "Gamla stolar")


def test_a_mail_sent_along_is_opened() -> None:
    content = (
        b"From: karin@nordvik.example\nTo: hr@nordvik.example\nSubject: WG: x\nDate: Mon, 3 Mar 2025 08:00:00 +0000\n"
        b"Content-Type: multipart/mixed; boundary=out\n\n--out\n\nSiehe unten, Karin\n"
        b"--out\nContent-Type: message/rfc822\n\n" + TRUSTPILOT_MAIL + b"\n--out--\n"
    )
    page = read(content)
    assert (page.platform, page.reviews[0].rating, page.reviews[0].title) == ("trustpilot", 2, "Slow boat")


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("★★★☆☆", 3),
        ("Betyg: 3 av 5", 3),
        ("3 stjärnor", 3),
        ("4,5 Sterne", 4.5),
        ("2/5", 2),
        ("Rating: 2", 2),
        ("hm", None),
    ],
)
def test_stars_are_read_as_mails_write_them(said: str, rating: float | None) -> None:
    assert read(make_mail(f"Nytt omdöme\n{said}\n{GLASSDOOR}\n")).reviews[0].rating == rating


def test_a_quotation_over_several_lines_is_the_reviews_own() -> None:
    html = f"<p>Neue Bewertung</p><p>„Ruhig und hell.</p><p>Nur weit weg.“</p><div><a href={KUNUNU}>Zur Bewertung</a></div>"
    review = read(make_mail("", html=html, sender="kununu <no@mail.kununu.com>")).reviews[0]
    assert review.text == "Ruhig und hell.\nNur weit weg."


@pytest.mark.parametrize(
    "line",
    [
        "Ylva Tornqvist left a review",
        "Ylva Tornqvist har skrivit ett omdöme om Nordvik",
        "Ylva Tornqvist hat eine Bewertung abgegeben",
        "Neue Bewertung von Ylva Tornqvist",
        "Name: Ylva Tornqvist",
        "Reviewer:\nYlva Tornqvist",
        "Av: Ylva Tornqvist",
        "– Ylva Tornqvist",
        "Ylva Tornqvist <ylva@post.example>",
    ],
)
@pytest.mark.parametrize("sender", ["g <noreply@google.com>", "x@post.example"])
def test_no_line_with_a_name_is_kept(line: str, sender: str) -> None:
    body = f"A new review\n4/5\n{line}\nYlva Tornqvist said: good tea\nSincerely yours, Ylva\n{GOOGLE}\n"
    (review,) = read(make_mail(body, sender=sender)).reviews
    assert review.rating == 4
    assert "good tea" in (review.text or "") or "@" in line


def test_points_of_a_list_are_no_signatures() -> None:
    body = f"New review\n4/5\nPros:\n- Lunch\n- Good Food\n{GLASSDOOR}\n"
    assert read(make_mail(body)).reviews[0].pros == "- Lunch\n- Good Food"


def test_a_date_told_from_today_counts_from_the_capture() -> None:
    content = make_mail(f"New review\nDate: 2 days ago\n4/5\n{GLASSDOOR}\n")
    when = datetime(2025, 3, 3, tzinfo=UTC)
    assert read(content, captured_at=when).reviews[0].published_on == date(2025, 3, 1)
    assert read(content).reviews[0].published_on is None


def test_a_notice_that_shows_nothing_says_so() -> None:
    page = read(make_mail("Nordvik has a new review. Sign in to see it."))
    assert page.verdict is Verdict.NOT_REVIEWS
    assert "neither a link to it nor its stars" in (page.error or "")


def test_a_notice_without_a_link_is_a_review_by_its_words() -> None:
    page = read(make_mail("Nordvik has a new review.\n★★★\nQuiet place, long way."))
    assert page.platform == "glassdoor"
    assert [(review.rating, review.text, review.url) for review in page.reviews] == [
        (3, "Quiet place, long way.", None)
    ]


def test_a_mailbox_is_one_page_and_many_messages() -> None:
    first = make_mail(f"New review\n4/5\n{GLASSDOOR}\n\n>From here on it is calm\n").replace(b"\r\n", b"\n")
    box = b"From a@b Mon Mar  3 08:00:00 2025\n%s\n\nFrom a@b Mon Mar  3 08:00:00 2025\n%s" % (first, first)
    page = read(box)
    assert (page.platform, len(page.reviews)) == ("glassdoor", 2)
    assert [KIND.read(message).reviews[0].rating for message in messages(box)] == [4, 4]
    assert b"\nFrom here on" in next(messages(box))
    mixed = read(box + b"\n\nFrom a@b Mon Mar  3 08:00:00 2025\n" + TRUSTPILOT_MAIL)
    assert (mixed.platform, len(mixed.reviews)) == (None, 3)
    assert list(messages(first)) == [first]


def test_damaged_mails_are_read_as_far_as_they_go() -> None:
    content = make_mail("x", html=GLASSDOOR_HTML)
    assert read(content[: len(content) * 3 // 4]).platform == "glassdoor"
    assert KIND.blanked(b"") == b'{"omdome":"mail/1","mails":[]}'
    with pytest.raises(Unreadable, match="no mail in the file"):
        KIND.read(b"")
    for kept in (b'"mails":', b'"mails":[1]}', b'"mails":[{"platform":"x","of_review":1,"entries":[["mood","x"]]}]}'):
        with pytest.raises(Unreadable, match="what was kept of the mail is damaged"):
            KIND.read(b'{"omdome":"mail/1",' + kept)
        assert KIND.blanked(b'{"omdome":"mail/1",' + kept) == KIND.blanked(b"")


@pytest.mark.parametrize("content", [b"", b"<html>", b"From: x\n\n", b"Date,From\n", b"a: b\nc: d\n"])
def test_other_files_are_left_to_others(content: bytes) -> None:
    assert not KIND.recognises(content)
