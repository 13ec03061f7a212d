"""Whatever the bytes are: only errors of the library leave `read`, blanking never raises and is done once."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.contract import ImportKind, LayoutChanged, Unreadable, as_record
from scrapers.imports import kind_of, load_kinds
from tests.scrapers.imports.files import (
    AUTHORS,
    TRUSTPILOT,
    make_archive,
    make_csv,
    make_kununu,
    make_mail,
    make_workbook,
)
from tests.scrapers.imports.test_json_lines import PAGE, lines
from tests.scrapers.imports.test_mail import GLASSDOOR_HTML, TRUSTPILOT_MAIL

pytestmark = pytest.mark.no_cover  # the same lines again and again

KINDS = list(load_kinds().values())
SAMPLES = {
    "csv": [make_csv(), make_csv(TRUSTPILOT, delimiter=",", encoding="utf-16"), make_csv(encoding="cp1252")],
    "json_lines": [lines(as_record(PAGE), {"text": "x", "author": AUTHORS[0]})],
    "mail": [TRUSTPILOT_MAIL, make_mail("x", html=GLASSDOOR_HTML), b"From a@b 2025\n" + TRUSTPILOT_MAIL],
    "saved_page": [make_archive(b"<p>page</p>")],
    "workbook": [make_workbook(TRUSTPILOT), make_kununu()],
}
SAMPLES["workbook"] += [load_kinds()["workbook"].blanked(SAMPLES["workbook"][1])]
ALL = [(slug, content) for slug, contents in SAMPLES.items() for content in contents]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with a few pieces cut out, doubled or overwritten."""
    content = draw(st.sampled_from([content for _, content in ALL]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 80)))
        put = draw(st.one_of(st.binary(max_size=12), st.just(content[at:end] * 2), st.just(b'"'), st.just(b"\n")))
        content = content[:at] + put + content[end:]
    return content


def check(kind: ImportKind, content: bytes) -> None:
    kind.recognises(content)
    blanked = kind.blanked(content)
    assert kind.blanked(blanked) == blanked
    for each in (content, blanked):
        with suppress(Unreadable, LayoutChanged):
            kind.read(each)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_arbitrary_bytes_harm_no_kind(kind: ImportKind, content: bytes) -> None:
    check(kind, content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=mutated())
def test_damaged_files_harm_no_kind(content: bytes) -> None:
    kind_of(content)
    for kind in KINDS:
        check(kind, content)


@pytest.mark.parametrize(("slug", "content"), ALL)
def test_every_file_is_of_its_kind_and_of_no_other(slug: str, content: bytes) -> None:
    assert [kind.slug for kind in KINDS if kind.recognises(content)] == [slug]
    kind = kind_of(content)
    assert kind is not None
    assert kind.slug == slug


@pytest.mark.parametrize(("slug", "content"), ALL)
def test_no_author_of_a_file_is_in_what_is_kept(slug: str, content: bytes) -> None:
    kept = load_kinds()[slug].blanked(content)
    for name in AUTHORS:
        assert name.encode() not in kept
        assert name.encode("utf-16-le") not in kept


@pytest.mark.parametrize("start", [b"<!doctype html><html>", b"\xef\xbb\xbf\r\n  <HTML>", b"\n\n<!-- x -->"])
def test_a_web_page_is_told_apart_at_once(start: bytes) -> None:
    page = start + b"<p>Date,Rating,Text\n</p>" * 50_000
    assert kind_of(page) is None
    began = time.process_time()
    for _ in range(100):
        kind_of(page)
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "content",
    [
        b'Rating,Text\n"' + b'""x,' * 200_000,
        b"Rating,Text\n" + b'"a' * 300_000,
        b"Rating,Text\n4," + b"(" * 500_000,
        b"\n" * 100_000 + b"Rating,Text\n4,x",
        b"From: a\nTo: b\nSubject: " + b"=?a?q?" * 100_000,
        b"From: a\nTo: b\nSubject: review\n\n" + b"<" * 300_000 + b"https://www.glassdoor.com/" * 5000,
        b"From: a\nTo: b\nSubject: review\nContent-Type: text/html\n\n" + b"<!--<style><a href=" * 20_000,
        b"From: a\nTo: b\nSubject: review\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 10_000,
        b"From: g <x@google.com>\nTo: b\nSubject: review\n\n4/5\n"
        + b"Ylva Ek wrote a review\nYlva Ek\nwords here\n" * 10_000,
        b"MIME-Version: 1.0\nContent-Location: x\nContent-Type: text/html;" + b' a="' * 100_000,
        b"{" * 500_000,
        b'{"text":' + b"[" * 300_000,
    ],
    ids=lambda content: str(content[:40]),
)
def test_hostile_files_take_linear_time(content: bytes) -> None:
    began = time.process_time()
    for kind in KINDS:
        check(kind, content)
    assert time.process_time() - began < 20
