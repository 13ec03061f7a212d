"""Web archives: the page inside, its address, when it was saved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scrapers.contract import Unreadable
from scrapers.imports.saved_page import KIND, unwrap
from scrapers.reading.document import Document
from tests.scrapers.imports.files import make_archive, make_mail

HTML = "<html><head><title>Omdömen</title></head><body>Ärligt = bra</body></html>"
ADDRESS = "https://www.kettle.example/cmp/page?x=1"


def test_the_page_its_address_and_its_time_are_unwrapped() -> None:
    content = make_archive(HTML.encode())
    assert KIND.recognises(content)
    html, url, saved_at = unwrap(content)
    assert html.removeprefix(b"\xef\xbb\xbf") == HTML.encode()
    assert (url, saved_at) == (ADDRESS, datetime(2025, 3, 3, 8, 15, tzinfo=UTC))
    assert KIND.blanked(content) == html
    assert KIND.blanked(html) == html


def test_the_archives_charset_is_believed_over_the_pages_own() -> None:
    page = '<meta charset="iso-8859-2">' + HTML
    assert "Ärligt" in Document(unwrap(make_archive(page.encode("cp1252"), charset="windows-1252"))[0]).text
    assert "Ärligt" in Document(unwrap(make_archive(HTML.encode("utf-16-le"), charset="utf-16-le"))[0]).text


@pytest.mark.parametrize("charset", [None, "x-unknown", "rot13", "a\x00b"])
def test_without_a_charset_the_bytes_stay(charset: str | None) -> None:
    assert unwrap(make_archive(HTML.encode(), charset=charset))[0] == HTML.encode()


def test_the_root_is_taken_and_not_a_frame() -> None:
    content = (
        b"MIME-Version: 1.0\nContent-Location: file:///c:/x.htm\nDate: nonsense\n"
        b'Content-Type: multipart/related; start="<root@x>"; boundary=B\n\n'
        b"--B\nContent-Type: text/html\nContent-Location: https://ads.example/\n\n<p>frame</p>\n"
        b"--B\nContent-Type: text/html\nContent-ID: <root@x>\nContent-Location: https://www.kettle.example/r\n"
        b"Content-Transfer-Encoding: base64\n\nPHA+cGFn\nZTwvcD4=\n--B--\n"
    )
    assert KIND.recognises(content)
    assert unwrap(content) == (b"<p>page</p>", "https://www.kettle.example/r", None)
    located = content.replace(b'start="<root@x>"; ', b"").replace(b"file:///c:/x.htm", b"https://www.kettle.example/r")
    assert unwrap(located)[0] == b"<p>page</p>"


def test_an_archive_of_one_part_is_read() -> None:
    content = b"\r\nMIME-Version: 1.0\r\nContent-Location: https://www.kettle.example/r\r\nContent-Type: text/html\r\n\r\n<p>x"
    assert KIND.recognises(content)
    assert unwrap(content)[:2] == (b"<p>x", "https://www.kettle.example/r")


def test_a_zone_is_kept() -> None:
    content = make_archive(HTML.encode()).replace(b"-0000", b"+0200")
    saved_at = unwrap(content)[2]
    assert saved_at is not None
    assert saved_at.isoformat() == "2025-03-03T08:15:00+02:00"


def test_an_archive_cut_short_is_read_as_far_as_it_goes() -> None:
    content = make_archive(b"<p>" + b"long words " * 50 + b"</p>")
    assert unwrap(content[: content.index(b"words =") + 40])[0].startswith(b"<p>long words")


def test_an_archive_without_a_page_is_refused() -> None:
    content = make_archive(HTML.encode()).replace(b"Content-Type: text/html;", b"Content-Type: text/css;")
    assert KIND.recognises(content)
    with pytest.raises(Unreadable, match="holds no HTML page"):
        unwrap(content)
    assert KIND.blanked(content) == b""


def test_reading_says_to_unwrap_first() -> None:
    with pytest.raises(Unreadable, match=r"scrapers\.parse_page"):
        KIND.read(make_archive(HTML.encode()))


def test_archives_within_archives_are_opened_three_deep() -> None:
    content = make_archive(HTML.encode())
    for depth in range(2, 4):
        content = make_archive(content.replace(b"--x1--", b"--y%d--" % depth), charset=None)
    assert KIND.blanked(content).endswith(HTML.encode())
    assert KIND.blanked(make_archive(content.replace(b"--x1--", b"--y4--"), charset=None)) == b""


@pytest.mark.parametrize("content", [b"", HTML.encode(), make_mail("hej"), make_mail("hej", html=HTML), b"From: x\n\n"])
def test_other_files_are_left_to_others(content: bytes) -> None:
    assert not KIND.recognises(content)
    assert KIND.blanked(content) == content
