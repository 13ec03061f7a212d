"""Jobbekot's pages read by JSON and by markup: the same records, exactly what was written, and honest verdicts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.blanking import blank_authors
from scrapers.contract import LayoutChanged, Page, Response, Review, Verdict, as_record
from scrapers.platforms.demo import PLATFORM
from scrapers.reading.document import Document
from service.demo.platform import DemoSite
from service.demo.publishing import alarming, next_happening
from tests.service.demo.making import HOSTILE, LIST, SLUG, TODAY, browse, make_empty_site, make_review, make_site

BASE = "http://127.0.0.1:8000"
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def page_of(site: DemoSite, path: str = LIST) -> str:
    return str(browse(site).get(path).text)


def read(html: str, url: str | None = BASE + LIST) -> Page:
    document = Document(html, url=url)
    assert PLATFORM.recognises(document)
    return PLATFORM.read(document)


def read_both_ways(site: DemoSite, path: str = LIST) -> Page:
    html = page_of(site, path)
    page, without_scripts = read(html), read(SCRIPT.sub("", html))
    assert as_record(page) == as_record(without_scripts)
    return page


@pytest.mark.parametrize("slug", [slug for slug, _ in make_site().employers])
def test_every_page_reads_the_same_by_json_and_by_markup(slug: str) -> None:
    site = make_site()
    pages = [read_both_ways(site, f"/arbetsgivare/{slug}?sida={n}") for n in range(1, site.listing(slug).pages + 1)]
    reviews = [review for page in pages for review in page.reviews]
    assert {page.verdict for page in pages} == {Verdict.REVIEWS}
    assert len({review.external_id for review in reviews}) == pages[0].declared_total == len(reviews)
    assert any(review.responses for review in reviews)
    assert all(review.subratings and review.job_title and review.location and review.tenure for review in reviews)
    assert sum((pages[0].declared_distribution or {}).values()) == len(reviews)


def test_a_review_keeps_everything_but_its_writer() -> None:
    site = make_site()
    review_id = site.publish(
        make_review(
            stars=2,
            alias="hemlig_viol",
            pros="Gott",
            cons="Dyrt",
            advice="Sänk",
            text="Mer",
            language="en",
            employment="former",
            role="Kock",
            place="Örebro",
            tenure="Över 10 år",
            recommends=False,
            helpful=7,
            scores={"balans": 0, "ledarskap": 4, "lon": 1},
        )
    )
    answer_id = site.answer(review_id, "Tack.\nVi hör av oss.", date(2026, 3, 4), "HR-chef")
    page = read_both_ways(site)
    assert page.reviews[0] == Review(
        external_id=review_id,
        url=f"{BASE}{LIST}/omdome/{review_id}",
        published_on=TODAY,
        rating=2.0,
        title="Helt okej",
        pros="Gott",
        cons="Dyrt",
        advice="Sänk",
        text="Mer",
        language="en",
        employment="former",
        job_title="Kock",
        location="Örebro",
        tenure=">10y",
        recommends=False,
        helpful=7,
        subratings={"management": 4.0, "compensation_benefits": 1.0},
        responses=(Response("Tack.\nVi hör av oss.", date(2026, 3, 4), "HR-chef", answer_id),),
    )
    assert "hemlig_viol" not in str(as_record(page))


def test_what_was_left_out_is_none() -> None:
    site = make_site()
    site.publish(make_review(title=""))
    bare = read_both_ways(site).reviews[0]
    assert (bare.title, bare.pros, bare.text, bare.tenure, bare.job_title, bare.recommends) == (None,) * 6
    assert (bare.helpful, bare.employment, bare.subratings, bare.responses) == (0, "current", {}, ())


def test_answers_come_oldest_first_whatever_order_the_page_has() -> None:
    site = make_site()
    review_id = site.publish(make_review())
    for day in (20, 10):
        site.answer(review_id, f"Den {day}", date(2026, 3, day), "Platschef")
    assert [answer.text for answer in read_both_ways(site).reviews[0].responses] == ["Den 10", "Den 20"]


def test_page_head_is_read() -> None:
    page = read_both_ways(make_site())
    assert (page.platform, page.parser, page.employer_name) == ("demo", "demo/1", "Pallvik Logistik")
    assert (page.declared_total, page.declared_total_all, page.declared_rating, page.page) == (24, 24, 3.2, 1)
    assert page.declared_distribution == {"1": 2, "2": 6, "3": 5, "4": 7, "5": 4}
    assert page.declared_subratings["work_life_balance"] == 3.5


def test_next_page_is_absolute_where_the_address_is_known_and_ends() -> None:
    site = make_site()
    assert read(page_of(site)).next_url == f"{BASE}{LIST}?sida=2"
    assert read(page_of(site), url=None).next_url is None
    assert read(page_of(site), url=None).reviews[0].url is None
    assert read_both_ways(site, f"{LIST}?sida=3").next_url is None


def test_absolute_links_of_a_saved_page_need_no_address() -> None:
    saved = SCRIPT.sub("", page_of(make_site())).replace('href="/', f'href="{BASE}/')
    assert read(saved, url=None).next_url == f"{BASE}{LIST}?sida=2"


@pytest.mark.parametrize(
    "text", [HOSTILE, "å🙂" * 10_000, "\n".join("rad" for _ in range(500)), "a" * 20_000, "&lt;p&gt; &amp;amp;"]
)
def test_hostile_and_long_text_comes_back_letter_by_letter(text: str) -> None:
    site = make_site()
    review_id = site.publish(
        make_review(title=text, pros=text, cons=text, advice=text, text=text, alias=text, role=text, place=text)
    )
    site.answer(review_id, text, TODAY, text)
    got = read_both_ways(site).reviews[0]
    assert {got.title, got.pros, got.cons, got.advice, got.text, got.job_title, got.location} == {text}
    assert {got.responses[0].text, got.responses[0].author_title} == {text}


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_comes_back_as_the_site_stored_it(text: str) -> None:
    site = make_empty_site()
    review_id = site.publish(make_review(text=text))
    assert (read_both_ways(site).reviews[0].text or "") == site.review(review_id).text


def test_the_writers_alias_is_where_the_facts_say() -> None:
    html = page_of(make_site())
    names = [node.text() for node in Document(html).tree.css(PLATFORM.facts.author_selectors[0])]
    assert len(names) == 10
    without_markup = re.sub(r'<span class="skribent">.*?</span>', "", html)
    blanked = re.sub(r'"author": \{"alias": "[^"]*"\}', '"author": {"alias": ""}', without_markup)
    assert not [name for name in names if name in blanked]
    assert as_record(read(blanked)) == as_record(read(html))


def test_an_empty_list_is_believed_only_with_its_proof() -> None:
    html = page_of(make_empty_site())
    page = read_both_ways(make_empty_site())
    assert (page.verdict, page.declared_total, page.declared_rating, page.reviews) == (Verdict.EMPTY, 0, None, ())
    with pytest.raises(LayoutChanged):
        read(SCRIPT.sub("", html).replace("data-tomt", "data-annat"))


def test_past_the_end_is_neither_empty_nor_broken() -> None:
    assert read_both_ways(make_site(), f"{LIST}?sida=7").verdict is Verdict.PAST_END


@pytest.mark.parametrize(
    ("path", "verdict"),
    [("/", Verdict.NOT_REVIEWS), ("/finns-inte", Verdict.NOT_REVIEWS), ("/mina-sidor/", Verdict.LOGIN_WALL)],
)
def test_other_pages_of_the_site_are_no_lists(path: str, verdict: Verdict) -> None:
    assert read(page_of(make_site(), path)).verdict is verdict


def test_pages_of_other_sites_are_not_claimed() -> None:
    assert not PLATFORM.recognises(Document("<html><body><h1>Omdömen</h1></body></html>"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('class="omdome"', 'class="kort"'),
        ('data-id="', 'data-nyckel="'),
        ("betygssiffra", "siffra"),
        ('class="publicerad" datetime', 'class="publicerad" data-tid'),
        ('class="antal"', 'class="summa"'),
        ("sidnummer", "bladnummer"),
        ('<main id="innehall"', '<section id="innehall"'),
    ],
)
def test_a_changed_layout_is_never_taken_for_no_reviews(old: str, new: str) -> None:
    html = SCRIPT.sub("", page_of(make_site()))
    assert old in html
    with pytest.raises(LayoutChanged):
        read(html.replace(old, new))


@pytest.mark.parametrize(("old", "new"), [('"stars": 4', '"stars": 9'), ('"total": 24', '"total": "många"')])
def test_json_that_says_something_else_is_a_changed_layout(old: str, new: str) -> None:
    with pytest.raises(LayoutChanged):
        read(page_of(make_site()).replace(old, new))


def test_broken_or_unfamiliar_json_falls_back_on_the_markup() -> None:
    html = page_of(make_site())
    for broken in (html.replace('"reviews": [', '"reviews": [['), html.replace('"reviews": [', '"items": [')):
        assert as_record(read(broken)) == as_record(read(html))


def test_json_without_its_markup_is_enough() -> None:
    script = SCRIPT.search(page_of(make_site()))
    assert script is not None
    assert len(read(script[0]).reviews) == 10
    with pytest.raises(LayoutChanged):
        read('<script type="application/json" id="omdomen-data">{"cut": </script>')


def test_odd_parts_of_one_review_are_left_out_and_the_rest_kept() -> None:
    site = make_empty_site()
    site.publish(make_review(tenure="1–3 år"))
    html = page_of(site)
    for old, new in {
        '"employment": "current"': '"employment": "guest"',
        '"answers": []': '"answers": {"text": "x"}',
        '"scores": {}}': '"scores": []}',
        '"tenure": "1–3 år"': '"tenure": "ett tag"',
        '"5": 0': '"5": null',
        f'"path": "{LIST}': '"path": null, "_": "',
    }.items():
        assert old in html, old
        html = html.replace(old, new)
    page = read(html)
    (review,) = page.reviews
    expected = replace(review, employment=None, responses=(), subratings={}, tenure="ett tag", url=None)
    assert review == expected
    assert page.declared_distribution is None


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        (f"{BASE}{LIST}", 1, f"{BASE}{LIST}"),
        (f"{BASE}{LIST}?sida=4#JE-1", 1, f"{BASE}{LIST}"),
        (f"{BASE}{LIST}?sort=nya&sida=4", 2, f"{BASE}{LIST}?sort=nya&sida=2"),
    ],
)
def test_page_addresses(url: str, page: int, expected: str) -> None:
    assert PLATFORM.page_url(url, page) == expected


def test_page_addresses_lead_to_those_pages() -> None:
    site = make_site()
    for number in (1, 2, 3):
        page = read(page_of(site, PLATFORM.page_url(LIST, number)))
        assert page.page == number
        assert page.reviews[0].external_id == site.listing(SLUG, number).reviews[0].id


def test_blanking_takes_the_alias_and_nothing_else() -> None:
    site = make_site()
    alarming(site, TODAY)
    for n in range(40):
        next_happening(site, datetime(2026, 3, 2, tzinfo=UTC), n)
    for listing in (site.listing(slug, page) for slug, _ in site.employers for page in (1, 2, 3)):
        html = page_of(site, listing.page_path(listing.page) or listing.path)
        blanked = blank_authors(html.encode(), [PLATFORM]).decode()
        assert not [review.alias for review in listing.reviews if review.alias in blanked]
        assert as_record(read(blanked)) == as_record(read(html))
        assert as_record(read(SCRIPT.sub("", blanked))) == as_record(read(html))
