"""The site as a browser or a collector meets it: pages, 304, robots.txt, pages that do not exist."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from service.demo.platform import DemoSite
from service.demo.stories import OWN
from tests.service.demo.making import HOSTILE, LIST, SLUG, TODAY, browse, make_empty_site, make_review, make_site


def etag_of(site: DemoSite, path: str = LIST) -> str:
    return str(browse(site).get(path).headers["etag"])


def test_front_page_leads_to_every_employer() -> None:
    site = make_site()
    links = LexborHTMLParser(browse(site).get("/").text).css(".arbetsgivare a")
    assert [link.attributes["href"] for link in links] == [f"/arbetsgivare/{slug}" for slug, _ in site.employers]
    assert [link.text() for link in links] == [name for _, name in site.employers]


def test_front_page_says_so_where_nobody_has_written() -> None:
    assert "Inga omdömen än" in browse(make_empty_site()).get("/").text


def test_pages_lead_forth_and_back() -> None:
    client = browse(make_site())
    seen, path = [], LIST
    while path:
        tree = LexborHTMLParser(client.get(path).text)
        seen += [article.id for article in tree.css("article")]
        following = tree.css_first("[rel=next]")
        path = str(following.attributes["href"]) if following else ""
    assert len(seen) == len(set(seen)) == 24


def test_list_declares_its_figures_in_markup_and_json_alike() -> None:
    page = browse(make_site()).get(LIST).text
    tree = LexborHTMLParser(page)
    shown = json.loads(tree.css("#omdomen-data")[0].text())
    bars = {bar.attributes["data-stars"]: int(str(bar.attributes["value"])) for bar in tree.css(".antal-stjarnor")}
    assert shown["summary"]["stars"] == bars
    assert shown["listing"]["total"] == sum(bars.values()) == 24
    assert str(shown["summary"]["mean"]) == tree.css(".medel")[0].attributes["value"]


def test_empty_list_proves_that_it_is_empty() -> None:
    page = browse(make_empty_site()).get(LIST).text
    assert '"total": 0' in page
    assert 'data-tomt="ja"' in page


def test_a_page_past_the_end_says_so_and_is_not_called_empty() -> None:
    answer = browse(make_site()).get(f"{LIST}?sida=9")
    assert answer.status_code == 200
    assert "Det finns ingen sida 9" in answer.text
    assert "data-tomt" not in answer.text


def test_unchanged_page_is_304_with_the_same_headers_and_no_body() -> None:
    client = browse(make_site())
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "last-modified", "cache-control"):
        assert again.headers[name] == first.headers[name]
    assert not first.headers["etag"].startswith("W/")


@pytest.mark.parametrize("held", ["*", '"x", {etag}', "W/{etag}"])
def test_every_form_of_if_none_match_is_understood(held: str) -> None:
    site = make_site()
    answer = browse(site).get(LIST, headers={"If-None-Match": held.format(etag=etag_of(site))})
    assert answer.status_code == 304


def test_if_modified_since_counts_only_without_an_etag() -> None:
    client = browse(make_site())
    seen = client.get(LIST).headers["last-modified"]
    assert client.get(LIST, headers={"If-Modified-Since": seen}).status_code == 304
    assert client.get(LIST, headers={"If-Modified-Since": seen, "If-None-Match": '"old"'}).status_code == 200
    naive = "Fri, 02 Jan 2099 00:00:00 -0000"
    assert client.get(LIST, headers={"If-Modified-Since": naive}).status_code == 304
    for odd in ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"):
        assert client.get(LIST, headers={"If-Modified-Since": odd}).status_code == 200


def test_every_change_moves_the_etag_of_the_pages_that_show_it() -> None:
    site = make_site()
    tags, dates = [etag_of(site)], [browse(site).get(LIST).headers["last-modified"]]
    review_id = site.publish(make_review())
    for change in (
        lambda: site.edit(review_id, text="Nytt"),
        lambda: site.answer(review_id, "Tack", TODAY, "HR-chef"),
        lambda: site.withdraw_answer(review_id),
        lambda: site.remove(review_id),
    ):
        tags.append(etag_of(site))
        dates.append(browse(site).get(LIST).headers["last-modified"])
        change()
    tags.append(etag_of(site))
    assert all(before != after for before, after in pairwise(tags))
    assert len(set(dates)) == len(dates)
    assert tags[-1] == tags[0]  # the page is as it was, and says so


def test_a_change_at_one_employer_leaves_the_others_alone() -> None:
    site = make_site()
    before = etag_of(site, f"/arbetsgivare/{OWN[0]}"), etag_of(site, "/")
    site.publish(make_review(employer=SLUG))
    assert etag_of(site, f"/arbetsgivare/{OWN[0]}") == before[0]
    assert etag_of(site, "/") != before[1]


def test_head_answers_like_get_without_a_body() -> None:
    client = browse(make_site())
    head, full = client.head(LIST), client.get(LIST)
    assert head.content == b""
    assert head.headers == full.headers


def test_robots_allow_the_lists_and_close_the_own_pages() -> None:
    client = browse(make_site())
    rules = Protego.parse(client.get("/robots.txt").text)
    assert rules.can_fetch(f"{LIST}?sida=2", "Omdome")
    assert not rules.can_fetch("/mina-sidor/", "Omdome")
    assert "konton" in client.get("/mina-sidor/").text


def test_stylesheet_is_served_and_the_page_asks_for_nothing_from_elsewhere() -> None:
    client = browse(make_site())
    assert client.get("/stil.css").headers["content-type"].startswith("text/css")
    page = client.get(LIST)
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/finns-inte", "/arbetsgivare/finns-inte", f"{LIST}/omdome/JE-0"),
        *(f"{LIST}?sida={odd}" for odd in ("0", "-1", "två", "", "1e3", "٣", "9" * 400)),
    ],
)
def test_what_does_not_exist_is_a_readable_404(path: str) -> None:
    answer = browse(make_site()).get(path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text
    assert 'data-jobbekot="saknas"' in answer.text


def test_wrong_method_is_refused_in_html() -> None:
    answer = browse(make_site()).post(LIST)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_review_address_lasts_while_the_list_moves_and_ends_with_the_review() -> None:
    site = make_site()
    client = browse(site)
    last = site.listing(SLUG).reviews[-1].id
    assert client.get(f"{LIST}/omdome/{last}").headers["location"] == f"{LIST}?sida=1#{last}"
    site.publish(make_review())
    assert client.get(f"{LIST}/omdome/{last}").headers["location"] == f"{LIST}?sida=2#{last}"
    assert client.get(f"/arbetsgivare/{OWN[0]}/omdome/{last}").status_code == 404
    site.remove(last)
    gone = client.get(f"{LIST}/omdome/{last}")
    assert gone.status_code == 410
    assert "borttaget" in gone.text


def test_hostile_text_runs_nothing_and_breaks_no_page() -> None:
    site = make_site()
    site.publish(make_review(title=HOSTILE, pros=HOSTILE, alias=HOSTILE, role=HOSTILE, language='"><b>'))
    tree = LexborHTMLParser(browse(site).get(LIST).text)
    assert [script.attributes.get("type") for script in tree.css("script")] == ["application/json"]
    assert len(tree.css("main article")) == 10
    assert len(json.loads(tree.css("#omdomen-data")[0].text())["reviews"]) == 10


def test_one_review_is_not_called_several() -> None:
    site = make_empty_site()
    review_id = site.publish(make_review(title="", recommends=True, helpful=0))
    page = browse(site).get(LIST).text
    assert "1 omdöme<" in page
    assert "Omdöme utan rubrik" in page
    assert "Skribent" not in page
    assert "Sida 1 av 1" in page
    site.edit(review_id, on=TODAY)
    assert "ändrat" in browse(site).get(LIST).text


def test_reading_while_others_publish_never_fails() -> None:
    site = make_site()
    client = browse(site)
    with ThreadPoolExecutor(4) as threads:
        writing = [threads.submit(site.publish, make_review(title=f"Nummer {n}")) for n in range(40)]
        reading = [threads.submit(client.get, LIST) for _ in range(40)]
        assert {answer.result().status_code for answer in reading} == {200}
        assert len({published.result() for published in writing}) == 40
