"""A document: bytes decoded once and correctly, what is no text refused, scripts and links found without a DOM."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import Unreadable
from scrapers.reading import decoding
from scrapers.reading.document import Document

PAGE = '<html><head><meta charset="{}"><title>{}</title></head><body>Räksmörgås – är gott</body></html>'


class TestDecoding:
    @pytest.mark.parametrize(
        ("named", "encoding"),
        [
            ("utf-8", "utf-8"),
            ("iso-8859-1", "cp1252"),
            ("windows-1252", "cp1252"),
            ("", "cp1252"),
            ("utf-8", "cp1252"),
            ("utf-16", "utf-8"),
            ("no-such-charset", "utf-8"),
            ("base64", "utf-8"),
        ],
    )
    def test_the_text_comes_out_whatever_the_page_says_it_is(self, named: str, encoding: str) -> None:
        assert "Räksmörgås – är gott" in Document(PAGE.format(named, "x").encode(encoding))

    def test_a_declared_encoding_is_believed(self) -> None:
        assert "привет" in Document('<meta charset="koi8-r"><p>привет'.encode("koi8-r"))

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_a_byte_order_mark_goes_first_and_is_gone(self, encoding: str) -> None:
        assert Document(PAGE.format("koi8-r", "x").encode(encoding)).text == PAGE.format("koi8-r", "x")

    def test_an_xml_declaration_names_the_encoding(self) -> None:
        content = '<?xml version="1.0" encoding="iso-8859-2"?><a>łódź</a>'.encode("iso-8859-2")
        assert Document(content).text.endswith("<a>łódź</a>")

    def test_a_page_cut_inside_a_letter_keeps_the_rest(self) -> None:
        assert Document("<p>smörgås å".encode()[:-1]).text == "<p>smörgås "

    def test_a_few_stray_bytes_do_not_turn_utf_8_into_something_else(self) -> None:
        content = "ÅÄÖ åäö smörgås".encode() + b" \xff " + "ÅÄÖ".encode()
        assert Document(content).text == "ÅÄÖ åäö smörgås � ÅÄÖ"

    def test_letters_over_the_edge_of_a_chunk_are_whole(self) -> None:
        text = "a" + "€" * 70_000
        assert Document(text.encode()).text == text

    def test_a_string_with_half_an_emoji_can_still_be_stored(self) -> None:
        assert Document("<p>\ud83d</p>").text.encode() == b"<p>?</p>"

    @given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=3).filter(lambda text: not text.isspace()))
    def test_utf_8_comes_out_as_it_went_in(self, text: str) -> None:
        assert Document(f"<p>{text}".encode()).text == f"<p>{text}"

    @given(st.binary(max_size=400))
    def test_any_bytes_are_text_or_unreadable(self, content: bytes) -> None:
        with suppress(Unreadable):
            document = Document(content)
            assert document.text.encode().decode() == document.text


class TestRefusals:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b" \n\t",
            b"x",
            "",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"%PDF-1.7\n\x01\x02\x03\x04",
            "a\0b",
            b"PK\x03\x04\x14\0",
        ],
    )
    def test_what_is_no_text_is_refused(self, content: bytes | str) -> None:
        with pytest.raises(Unreadable):
            Document(content)

    def test_bytes_of_no_encoding_are_refused(self) -> None:
        with pytest.raises(Unreadable, match="neither UTF-8 nor"):
            Document(b"\x81\x8d\x8f\x90\x9d" * 40)

    def test_gzip_is_unpacked(self) -> None:
        assert Document(gzip.compress(b"<p>packed</p>", mtime=0)).text == "<p>packed</p>"

    @pytest.mark.parametrize(
        "content", [gzip.compress(b"<p>packed</p>", mtime=0)[:-9], b"\x1f\x8bnot gzip at all", b"\x1f\x8b"]
    )
    def test_damaged_gzip_is_refused(self, content: bytes) -> None:
        with pytest.raises(Unreadable, match="gzip"):
            Document(content)

    def test_a_bomb_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="unpacks to more"):
            Document(gzip.compress(b" " * (decoding.UNPACKED_LIMIT + 1), compresslevel=1, mtime=0))


class TestScripts:
    PAGE = (
        '<script src="/a.js"></script><script id="one" type="application/ld+json">{"å": 1}</script>'
        "<p>var two</p><script>var two = 2;</script><script type=application/ld+json>3"
    )

    def test_a_script_is_found_by_its_tag_or_its_body(self) -> None:
        document = Document(self.PAGE)
        assert (document.script('id="one"'), document.script("var two")) == ('{"å": 1}', "var two = 2;")
        assert document.script("no such") is None

    def test_all_of_them_come_in_order_the_last_one_cut_off(self) -> None:
        assert list(Document(self.PAGE).scripts("ld+json")) == ['{"å": 1}', "3"]

    def test_capitals(self) -> None:
        assert Document("<SCRIPT>x = 1</SCRIPT>").script("x = 1") == "x = 1"

    def test_a_tag_cut_off_is_no_script(self) -> None:
        assert Document("<p>a</p><script id=").script("id") is None

    @pytest.mark.parametrize("piece", ["<script", "<script>", "<title", "<link rel=next", "<", '<link rel="next"'])
    def test_hostile_repetition_takes_no_time(self, piece: str) -> None:
        document, began = Document(piece * 60_000), time.process_time()
        found = document.script("nothing"), document.title, document.link("next"), document.visible_text()
        assert found[0] is None
        assert time.process_time() - began < 20


class TestHead:
    @pytest.mark.parametrize(
        "tag",
        [
            '<link rel="next" href="/p?a=1&amp;b=2">',
            "<link href='/p?a=1&amp;b=2' rel='next'/>",
            "<link rel=next href=/p?a=1&amp;b=2>",
            '<link data-rh="true" HREF = "/p?a=1&b=2" hreflang="" rel="next"/>',
        ],
    )
    def test_a_link_is_found_however_it_is_written(self, tag: str) -> None:
        assert Document(f"<head>{tag}</head>").link("next") == "/p?a=1&b=2"

    @pytest.mark.parametrize(
        "tag", ['<a rel="next" href="/p">', '<link rel="next">', '<link rel="next" href="">', "<p>"]
    )
    def test_no_link(self, tag: str) -> None:
        assert Document(tag).link("next") is None

    def test_a_title_is_one_line(self) -> None:
        assert Document("<title data-x='1'>\n A &amp;\n B </title>").title == "A & B"

    @pytest.mark.parametrize("page", ["<p>no title</p>", "<title>never ends", "<title> </title>"])
    def test_no_title(self, page: str) -> None:
        assert Document(page).title is None


class TestWhole:
    def test_places_of_a_marker_with_what_is_around(self) -> None:
        assert list(Document("aåXb Xc").around("X", 2, 2)) == [("å", "b "), ("b ", "c")]

    def test_visible_text_is_without_scripts_styles_and_comments(self) -> None:
        page = (
            "<html><head><title>t</title></head><body><header>H</header><style>s</style><script>j</script>"
            "<!-- c --><p>Å &amp; Ä</p>\n<b>x</b><svg><path/></svg> 1 < 2"
        )
        assert Document(page).visible_text() == "H Å & Ä x 1 < 2"

    @pytest.mark.parametrize("unclosed", ["<script>x", "<style>x", "<!-- x", "<p"])
    def test_what_a_browser_hides_to_the_end_is_hidden(self, unclosed: str) -> None:
        assert Document(f"<p>seen</p>{unclosed}").visible_text().removesuffix(" <p") == "seen"

    def test_a_head_that_is_never_closed_hides_nothing(self) -> None:
        assert Document("<head><p>seen").visible_text() == "seen"

    def test_a_payload_is_all_visible(self) -> None:
        document = Document(' \n{"a": "<p>"}')
        assert document.is_payload
        assert document.visible_text() == document.text

    @pytest.mark.parametrize(("page", "cut"), [("<html><p>", True), ("<HTML></HTML>", False), ("<p>fragment", False)])
    def test_cut_short(self, page: str, cut: bool) -> None:
        assert Document(page).cut_short is cut

    def test_the_tree_is_built_once(self) -> None:
        document = Document("<p id=a>å</p>")
        node = document.tree.css_first("#a")
        assert node is not None
        assert (node.text(), document.tree is document.tree) == ("å", True)
