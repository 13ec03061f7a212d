"""Which platform a page is from, and what a page without reviews is: blocked, a login wall, cut short, or just other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from scrapers import Verdict, parse_page
from scrapers.contract import Audience, Page, Platform, PlatformFacts
from scrapers.reading.document import Document
from scrapers.recognise import platform_of, second_look

CHALLENGES = {
    "cloudflare": (
        "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue"
        "</noscript><script>window._cf_chl_opt = {cType: 'managed'};</script></body></html>"
    ),
    "cloudflare, translated": (
        "<html><head><title>Ett ögonblick…</title></head><body><p>lyktor.example</p>"
        "<script>window._cf_chl_opt={}</script></body></html>"
    ),
    "cloudflare, refused": (
        "<html><head><title>Attention Required! | Cloudflare</title></head><body>"
        "<h1>Sorry, you have been blocked</h1></body></html>"
    ),
    "aws waf": (
        "<html><head><title></title><script>window.awsWafCookieDomainList = [];window.gokuProps = {};</script></head>"
        "<body><div id='challenge-container'></div><noscript><h1>JavaScript is disabled</h1></noscript></body></html>"
    ),
    "aws waf, captcha": "<html><head><title>Human Verification</title></head><body><div id=captcha></div></body></html>",
    "datadome": (
        "<html><head><title>lyktor.example</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker"
        "</p><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script></body></html>"
    ),
    "datadome, json": '{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=x"}',
    "human": (
        "<html><head><title>Access to this page has been denied</title></head><body><h1>Before we continue...</h1>"
        "<div>Press &amp; Hold to confirm you are a human</div><div id='px-captcha'></div></body></html>"
    ),
    "akamai": (
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "
        '"http://lyktor.example/" on this server.<P>Reference #18.2f https://errors.edgesuite.net/18.2f</BODY></HTML>'
    ),
    "imperva": (
        '<html><body><iframe id="main-iframe" src="/_Incapsula_Resource?x=1">Request unsuccessful. '
        "Incapsula incident ID: 1-2</iframe></body></html>"
    ),
    "imperva, older": "<html><head><title>Pardon Our Interruption</title></head><body>As you were browsing</body></html>",
    "verifying": "<html><head><title>Lyktor</title></head><body><p>Verifying your connection…</p></body></html>",
    "unknown vendor": "<html><body><div class='g-recaptcha' data-sitekey='x'></div><p>One more step</p></body></html>",
    "plain 403": "<html><head><title>403 Forbidden</title></head><body><center>nginx</center></body></html>",
}
LOGIN_WALLS = {
    "form": "<html><head><title>Sign in | Lyktor</title></head><body><form><input name=email></form></body></html>",
    "swedish": "<html><head><title>Logga in</title></head><body><p>Fortsätt med e-post</p></body></html>",
    "password": "<html><body><p>Welcome back</p><input class='a' type='password'></body></html>",
    "redirect": '{"pageProps":{"__N_REDIRECT":"/users/connect?redirect=%2Freview%2Fx","__N_REDIRECT_STATUS":307}}',
    "redirect in a page": (
        '<html><body><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"__N_REDIRECT": "/login"}}}'
        "</script><p>Log in below</p></body></html>"
    ),
    "captcha beside a password": (
        "<html><head><title>Log in</title></head><body><div class='g-recaptcha'></div><input type=password></body></html>"
    ),
}
STORY = "<p>The old town has many lanterns and a quiet harbour where the boats lie in winter.</p>" * 90


@dataclass
class Known:
    """A platform that recognises pages by one word."""

    facts: PlatformFacts
    word: str

    def recognises(self, document: Document) -> bool:
        return self.word in document

    def read(self, document: Document) -> Page:
        return Page(self.facts.slug, Verdict.NOT_REVIEWS)

    def page_url(self, url: str, page: int) -> str:
        return url


def make_platform(slug: str, word: str, *hosts: str) -> Platform:
    return Known(PlatformFacts(slug, slug.title(), hosts, Audience.EMPLOYEE, 1), word)


class TestWalls:
    @pytest.mark.parametrize("vendor", CHALLENGES)
    def test_a_challenge_is_blocked_and_never_empty(self, vendor: str) -> None:
        page = parse_page(CHALLENGES[vendor].encode())
        assert (page.verdict, page.reviews, page.error) == (Verdict.BLOCKED, (), None)

    @pytest.mark.parametrize("wall", LOGIN_WALLS)
    def test_a_sign_in_page_is_a_login_wall(self, wall: str) -> None:
        assert parse_page(LOGIN_WALLS[wall]).verdict is Verdict.LOGIN_WALL

    @pytest.mark.parametrize(
        "page",
        [
            f"<html><head><title>Harbour</title></head><body>{STORY}<script src='https://js.datadome.co/tags.js'></script>"
            "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script></body></html>",
            f"<html><head><title>Access denied: a thriller</title></head><body>{STORY}</body></html>",
            f"<html><head><title>Sign in the harbour</title></head><body>{STORY}</body></html>",
            f"<html><head><title>Harbour</title></head><body>{STORY}<dialog><input type=password></dialog></body></html>",
            "<html><head><title>Harbour</title></head><body><p>Just a moment of rest by the sea.</p></body></html>",
        ],
    )
    def test_an_ordinary_page_with_a_vendor_s_script_or_words_is_not_blocked(self, page: str) -> None:
        assert parse_page(page).verdict is Verdict.NOT_REVIEWS

    def test_the_address_tells_whose_wall_it_is(self) -> None:
        page = parse_page(CHALLENGES["cloudflare"], url="https://www.glassdoor.co.uk/Reviews/N-Reviews-E777.htm")
        assert (page.platform, page.verdict, page.error) == ("glassdoor", Verdict.BLOCKED, None)


class TestUnreadable:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("only words, no markup", "neither a web page nor JSON"),
            ("date;stars;text\n2024-01-01;4;good", "neither a web page nor JSON"),
            ('{"reviews": [{"text": "cut', "the JSON is damaged or cut short at character"),
            ("<!doctype html><html><head><meta charset=utf-8><style>p{", "the page is cut short"),
        ],
    )
    def test_other_kinds_and_broken_ones(self, content: str, reason: str) -> None:
        page = parse_page(content)
        assert page.verdict is Verdict.UNREADABLE
        assert reason in (page.error or "")

    def test_a_page_without_its_last_tag_but_with_words_is_a_page(self) -> None:
        assert parse_page("<html><title>Short</title><p>That is all").verdict is Verdict.NOT_REVIEWS

    def test_an_empty_but_whole_page_is_a_page(self) -> None:
        assert parse_page("<html><body></body></html>").verdict is Verdict.NOT_REVIEWS

    def test_other_json_is_not_reviews(self) -> None:
        assert parse_page('{"weather": "fine"}').verdict is Verdict.NOT_REVIEWS

    def test_a_changed_layout_stays_one_where_nothing_else_shows(self) -> None:
        page = Page("red", Verdict.LAYOUT_CHANGED, error="no list")
        assert second_look(Document("<html><title>Lyktor</title><p>New look</p></html>"), page) is page

    def test_a_cut_page_of_a_known_platform_is_no_page_without_reviews(self) -> None:
        page = second_look(Document("<html><title>Lyktor</title><p>New look"), Page("red", Verdict.NOT_REVIEWS))
        assert (page.verdict, page.error) == (Verdict.UNREADABLE, "the page is cut short: fetch or save it again")


class TestPlatformOf:
    PLATFORMS = (
        make_platform("red", "red-mark", "red.example"),
        make_platform("blue", "blue-mark", "blue.example", "blue.test"),
        make_platform("any", "<p>"),
    )

    @pytest.mark.parametrize(
        ("content", "url", "slug"),
        [
            ("<p>blue-mark", None, "blue"),
            ("<p>blue-mark", "https://red.example/x", "blue"),
            ("<p>other", "https://www.blue.test/x", "blue"),
            ("<p>other", "https://notblue.test/x", "any"),
            ("<p>other", "https://blue.test.evil.example/", "any"),
            ("<p>other", "not an address", "any"),
            ("<b>other", None, None),
        ],
    )
    def test_content_then_address_then_the_generic_one(self, content: str, url: str | None, slug: str | None) -> None:
        found = platform_of(Document(content, url=url), self.PLATFORMS)
        assert (found.facts.slug if found else None) == slug


@pytest.mark.shared
def test_real_pages_are_told_apart(shared: Path) -> None:
    """The folder is the platform; whatever else is there must not be taken for blocked."""
    for capture in sorted((shared / "pages").glob("[git]*/*.html")):
        page = parse_page(capture.read_bytes())
        assert page.platform == capture.parent.name
        assert (page.verdict is Verdict.BLOCKED) == ("debug" in capture.name)
    wall = next((shared / "pages" / "other" / "trustpilot").glob("*login*"))
    assert parse_page(wall.read_bytes()).verdict is Verdict.LOGIN_WALL
