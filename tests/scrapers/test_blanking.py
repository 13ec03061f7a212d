"""Authors leave a page before it is kept, and nothing else does."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.blanking import blank_authors
from scrapers.blanking.found import Found
from scrapers.blanking.marked_elements import marked_elements
from scrapers.blanking.wire import MARKER, unwired
from scrapers.contract import Page, Platform
from scrapers.platforms.indeed import PLATFORM as INDEED
from scrapers.platforms.schema_org import PLATFORM as SCHEMA_ORG
from scrapers.platforms.trustpilot import PLATFORM as TRUSTPILOT
from scrapers.reading.document import Document
from scrapers.recipes import known_platforms
from tests.scrapers.pages import indeed, schema_marked
from tests.scrapers.pages.trustpilot import (
    NAMES,
    make_card,
    make_identity,
    make_linked,
    make_page,
    make_properties,
    make_review,
)

ALL: tuple[Platform, ...] = (INDEED, TRUSTPILOT, SCHEMA_ORG)


def blanked(content: bytes | str) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return blank_authors(raw, ALL).decode()


def embedded(*reviews: dict[str, Any]) -> bytes:
    return make_page(make_properties(list(reviews)))


def read(content: bytes) -> Page:
    return TRUSTPILOT.read(Document(content))


def test_no_trace_of_a_reviewer_is_left_in_any_form_of_the_page() -> None:
    cards = "".join(make_card(n, name) for n, name in enumerate(NAMES, 1))
    result = blanked(make_page(make_properties(), make_linked(*NAMES) + cards))

    for name in NAMES:
        assert not re.search(rf"\b{name}\b", result, re.IGNORECASE)
    assert "5519b6f8" + "0" * 15 not in result
    assert '"countryCode": "GB"' not in result


def test_the_reviews_read_the_same_afterwards() -> None:
    content = make_page(make_properties(), make_linked(*NAMES))

    assert read(blank_authors(content, ALL)) == read(content)
    assert read(blank_authors(make_page(body=make_card(1)), ALL)) == read(make_page(body=make_card(1)))


@pytest.mark.parametrize(
    "text",
    [
        "Hi Quillon Marsk, thanks", "Hi QUILLON MARSK!", "Thanks\nQuillon Marsk", "by quillon marsk's cat",
        "Quillon  Marsk".replace("  ", " "), "(Quillon Marsk)", "\u2019Quillon Marsk\u2019",
    ],
)  # fmt: skip
def test_a_full_name_goes_wherever_it_stands(text: str) -> None:
    result = blanked(embedded(make_review(), make_review(2, "Ottilie", text=text)))

    assert "quillon" not in result.lower()
    assert MARKER in result


@pytest.mark.parametrize(
    "written",
    [
        "&Oslash;rjan B&aelig;ver", "&#216;rjan B&#230;ver", "&#xd8;rjan B&#xe6;ver", "\\u00d8rjan B\\u00e6ver",
        "\\u00D8RJAN B\\u00C6VER", "%C3%98rjan%20B%C3%A6ver", "ørjan bæver", "ØRJAN BÆVER", "O\u0338rjan".replace("O\u0338", "Ø") + " Bæver",
    ],
)  # fmt: skip
def test_a_name_goes_in_every_way_of_writing_it(written: str) -> None:
    result = blanked(make_page(make_properties(), f'<p title="{written}">{written}</p>'))

    assert written not in result


def test_a_word_that_only_contains_the_name_stays() -> None:
    text = "Ottilien and Xottilie and \u00e9ottilie went"

    assert text in blanked(embedded(make_review(1, "Ottilie", text=text)).decode())
    escaped = json.dumps({"a": "\u00e9ottilie ottilie\u00e9"})
    assert escaped in blanked(embedded(make_review(1, "Ottilie")).decode() + escaped)


def test_an_answer_loses_the_words_of_the_name_it_answers() -> None:
    first = make_review(1, "Quillon Marsk", answer="Hi Quillon! Dear Marsk.")
    second = make_review(2, "Ottilie van der Zaan", answer="Hi Ottilie, Quillon is fine; op van der Straat.")
    result = read(blank_authors(embedded(first, second), ALL))

    assert result.reviews[0].responses[0].text == "Hi […]! Dear […]."
    assert result.reviews[1].responses[0].text == "Hi […], Quillon is fine; op van der Straat."


def test_an_answer_before_its_reviewer_in_the_object_is_found_too() -> None:
    review = make_review(1, "Quillon Marsk")
    turned = {"reply": {"message": "Hi Quillon"}, **{key: review[key] for key in review if key != "reply"}}
    texts = [{**turned, "id": make_identity(n)} for n in (1, 2)]

    assert "Quillon" not in blanked(embedded(*texts))


def test_an_answer_in_the_markup_or_in_a_plain_string_is_found_too() -> None:
    assert "Quillon" not in blanked(make_page(body=make_card(1, answer="Hi Quillon") + make_card(2, "Ottilie")))
    assert "Quillon" not in blanked('{"reviews":[{"author":{"name":"Quillon Marsk"},"companyReply":"Hi Quillon"}]}')


def test_the_employer_keeps_its_name() -> None:
    properties = make_properties([make_review(1, "Kettle", text="Kettle & Sons is my kettle")])
    result = blank_authors(make_page(properties, "<h1>Kettle &amp; Sons</h1>"), ALL)

    assert read(result).employer_name == "Kettle & Sons"
    assert read(result).reviews[0].text == "Kettle & Sons is my […]"
    assert b"<h1>Kettle &amp; Sons</h1>" in result


@pytest.mark.parametrize(
    "name", ["text", "reviews", "id", "script", "Review", "class", "en", "null", "title", "message"]
)
def test_a_name_that_is_also_a_key_or_a_tag_does_not_break_the_page(name: str) -> None:
    content = make_page(make_properties([make_review(1, name)]), make_linked(name))
    page = read(blank_authors(content, ALL))

    assert len(page.reviews) == 1
    assert page.reviews[0].external_id == make_identity(1)
    assert page.reviews[0].language == "en"


@pytest.mark.parametrize("name", ["", "J", "5", "😀", "-", "[…]"])
def test_a_name_that_tells_nothing_goes_from_its_field_only(name: str) -> None:
    text = f"It was {name} 5 J - fine"

    assert read(blank_authors(embedded(make_review(1, name, text=text)), ALL)).reviews[0].text == text


def test_two_letters_are_a_name_until_they_stand_everywhere() -> None:
    rare, common = "Ask hc or HC.", "it " * 30 + "IT"

    assert read(blank_authors(embedded(make_review(1, "HC", text=rare)), ALL)).reviews[0].text == "Ask […] or […]."
    text = read(blank_authors(embedded(make_review(1, "IT", text=common)), ALL)).reviews[0].text
    assert text == "it " * 30 + "[…]"


def test_job_titles_under_author_survive_where_writers_are_anonymous() -> None:
    content = indeed.make_page(body=indeed.make_list(indeed.make_card()))

    assert blank_authors(content, ALL) == content


def test_any_other_site_loses_its_authors_too() -> None:
    linked = schema_marked.make_page(schema_marked.make_node(), body="<p>quillon marsk wrote this</p>")
    marked = schema_marked.make_page(body=schema_marked.MICRODATA + '<meta itemprop="author" content="Ottilie Zaan">')
    plain = '{"reviewer": {"displayName": "Quillon Marsk", "profilePhotoUrl": "https://p.example/1234"}, "author": "Ottilie"}'

    for content in (linked, marked, plain):
        assert not re.search("quillon|ottilie", blanked(content), re.IGNORECASE)
    assert SCHEMA_ORG.read(Document(blank_authors(linked, ALL))).reviews == SCHEMA_ORG.read(Document(linked)).reviews


def test_an_organisation_is_no_person() -> None:
    node = schema_marked.make_node(author={"@type": "Organization", "name": "Moon Polishers"})

    assert blank_authors(schema_marked.make_page(node), ALL) == schema_marked.make_page(node)


@pytest.mark.parametrize(
    "text",
    [
        '<script>push("{\\"consumer\\":{\\"displayName\\":\\"Quillon \\\\\\"Q\\\\\\" Marsk\\",\\"n\\":{}},\\"x\\":1}")</script>',
        "<div data-x='{&quot;consumer&quot;:{&quot;displayName&quot;:&quot;Quillon Marsk&quot;}}'>Quillon Marsk</div>",
        '{"author": ["Quillon Marsk", "Ottilie"]}',
        '{"author": [{"name": "Quillon Marsk"}, {"name": "Ottilie"}]}',
        '{"consumer": {"displayName": "Quillon Mar',
        '{"consumer": {"displayName": "Quillon", "a": {"b": [',
        '{"consumer": {"displayName": "Quillon\\ud83d\\q"}',
        '<a data-consumer-profile-link="true" href="/users/quillon">Quillon',
        '<span data-consumer-name-typography>Quillon</span><b data-consumer-name-typography/>',
        "<span data-consumer-name-typography title='Quillon'><span>Quillon</span> Marsk</span>",
    ],
)  # fmt: skip
def test_escaped_cut_and_broken_pages_are_blanked_as_far_as_they_go(text: str) -> None:
    result = blanked(text)

    assert "uillon" not in result
    assert blanked(result) == result


def test_numbers_and_references_that_point_at_a_reviewer_go() -> None:
    result = blanked('{"consumer": {"id": 1234567, "n": 3}, "referenceId": "ORDER-778899", "x": "ORDER-778899"}')

    assert json.loads(result) == {"consumer": {"id": 0, "n": 3}, "referenceId": MARKER, "x": MARKER}


def test_packed_content_comes_back_unpacked_and_damaged_content_as_it_is() -> None:
    packed = gzip.compress(embedded(make_review()))

    assert b"Quillon" not in blank_authors(packed, ALL)
    assert read(blank_authors(packed, ALL)).reviews[0].external_id == make_identity()
    assert blank_authors(packed[:40], ALL) == packed[:40]


@pytest.mark.parametrize(
    "encoding",
    ["utf-16", "utf-16-be", "utf-32", "cp1252", "iso-8859-1", "iso-8859-2", "shift_jis", "nonsense", "utf-7", "hex"],
)
def test_a_page_keeps_its_encoding(encoding: str) -> None:
    head = f'<html><meta charset="{encoding}"><p>'
    codec = encoding if encoding.startswith("utf-") and encoding != "utf-7" else "ascii"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    content = f'{mark}{head}Quillon</p><script>{{"author":{{"name":"Quillon"}}}}</script>'.encode(codec)
    result = blank_authors(content, ALL)

    assert "Quillon" not in result.decode(codec, "replace")
    assert result.startswith(f"{mark}{head}".encode(codec))
    assert blank_authors(result, ALL) == result


def test_a_name_in_an_old_encoding_is_found_by_its_own_bytes() -> None:
    page = '<meta charset="windows-1252"><p>Ørjan, ØRJAN</p>{"author":{"name":"Ørjan"}}'

    assert "rjan" not in blank_authors(page.encode("cp1252"), ALL).decode("cp1252").lower()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\1\2",
        b"\xff\xfe\x00\xd8\x00",
        b"\xff\xfe\x00\x00\xff\xff\xff\xff",
        b"\x1f\x8b",
        b"{",
        b"<",
        b'"author":',
        b'"author":{',
    ],
)
def test_what_is_no_page_does_not_make_it_raise(content: bytes) -> None:
    assert blank_authors(content, ALL) in (content, content[: len(content) // 2 * 2])


def test_a_selector_that_needs_a_dom_is_refused() -> None:
    with pytest.raises(ValueError, match="no author selector"):
        marked_elements(unwired(b"<p>"), ["div > p"], Found())
    for platform in ALL:
        marked_elements(unwired(b"<p>"), platform.facts.author_selectors, Found())


def test_a_class_is_found_among_others_and_not_inside_another() -> None:
    found = Found()
    marked_elements(unwired(b'<p class="a by b">Quillon</p><p class="by-line">Q</p><by>x</by> by'), [".by"], found)

    assert [place.name for place in found.places] == ["Quillon"]


PIECES = st.sampled_from(
    [
        '"consumer":{', '"author":', '"displayName":"', "Quillon Marsk", "Ottilie", '"', "}", "{", "[", "]", ",", "\\", "Ørjan",
        "<span data-consumer-name-typography>", "</span>", '<a data-consumer-profile-link href="', ">", "&quot;", '\\"', "[…]",
        '"reply":{"message":"Hi Quillon', "itemprop=author", '"id":"5519b6f80000"', "5519b6f80000", "it ", '"companyName":"Ottilie & Co"',
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join))
def test_blanking_twice_changes_nothing_more(text: str) -> None:
    once = blank_authors(text.encode("utf-8", "replace"), ALL)

    assert blank_authors(once, ALL) == once


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    blank_authors(content, ALL)


@dataclass(frozen=True)
class _Capture:
    content: bytes
    platform: Platform


def _captures(shared: Path, *platforms: Platform) -> Iterable[_Capture]:
    for platform in platforms:
        for path in sorted((shared / "pages" / platform.facts.slug).glob("*.html")):
            yield _Capture(path.read_bytes(), platform)


@pytest.mark.shared
def test_no_display_name_is_left_in_a_real_capture(shared: Path) -> None:
    for capture in _captures(shared, TRUSTPILOT):
        names = re.findall(r'"consumer":\{"id":"[^"]*","displayName":("[^"]*")', capture.content.decode())
        result = blank_authors(capture.content, ALL).decode()
        left = [name for name in map(json.loads, names) if re.search(rf"\b{re.escape(name)}\b", result, re.IGNORECASE)]

        assert names
        assert not left


@pytest.mark.shared
def test_a_real_capture_reads_the_same_but_for_the_names(shared: Path) -> None:
    for capture in _captures(shared, TRUSTPILOT, INDEED):
        raw, kept = (capture.platform.read(Document(c)) for c in (capture.content, blank_authors(capture.content, ALL)))

        assert _without_words(raw, kept) == _without_words(kept, kept)
        assert capture.platform.facts.author_keys or raw == kept


def _without_words(page: Page, blanked_page: Page) -> object:
    """The page with each text compared only up to what the marker replaced."""
    pairs = zip(page.reviews, blanked_page.reviews, strict=True)
    return [
        (
            r.external_id,
            r.published_on,
            r.rating,
            r.language,
            r.helpful,
            len(r.responses),
            MARKER in (b.text or "") or r.text,
        )
        for r, b in pairs
    ]


def test_a_name_with_a_byte_that_is_no_letter_is_blanked_without_a_fall() -> None:
    page = "<html><meta charset=utf-8><body>åäö".encode() + (
        b'<span itemprop="author">Dis\xd6 Kajsdotter</span><p>Tack</p></body></html>'
    )
    assert b"Kajsdotter" not in blank_authors(page, [known_platforms()["schema_org"]])
