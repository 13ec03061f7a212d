"""What the pages themselves do: lie, shrink, repeat, demand a login, change while they are read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.factories import make_review
from tests.hostile.conftest import HELD, Handler, Siege
from tests.scrapers.fetch.site import answer

CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>Checking your browser before access</body></html>"
LOGIN = b'<html><body><main data-jobbekot="inloggning"><form><input type="password"></form></main></body></html>'


def emptied(page: bytes, *, proven: bool) -> bytes:
    """The list without its reviews; with its proof of emptiness, or still counting them."""
    page = re.sub(rb'"reviews": \[.*\]', b'"reviews": []', page, flags=re.DOTALL)
    page = re.sub(rb"<article.*</article>", b"", page, flags=re.DOTALL)
    if proven:
        page = page.replace(b'"total": 24', b'"total": 0').replace(b'"empty": false', b'"empty": true')
    return page


def test_a_wrong_charset_in_the_header_harms_nobody(siege: Siege) -> None:
    siege.scene.site.publish(make_review(title="Snålt på åäö"))
    siege.set(1, lambda handler: answer(200, siege.page(), Content_Type="text/html; charset=utf-16")(handler))
    run = siege.look()
    assert (run.verdict, run.new) == ("reviews", 1)
    key = siege.scene.key()
    found = siege.scene.api().get("/api/v1/reviews?employer=2&limit=50", headers=key).text
    assert "Snålt på åäö" in found


def test_a_page_cut_short_in_its_list_is_no_list(siege: Siege) -> None:
    page = siege.page()
    siege.set(1, answer(200, page[: page.index(b"<article") + 900]))
    run = siege.look()
    assert run.verdict in {"layout_changed", "unreadable"}
    assert siege.says()[0] == "blind"
    assert siege.held() == HELD


def test_embedded_json_that_is_cut_short_is_made_up_for_by_the_markup(siege: Siege) -> None:
    """The list stands in the page twice, and its markup is whole."""
    siege.scene.site.publish(make_review())
    page = siege.page()
    siege.set(1, answer(200, page[: page.index(b'"reviews": [') + 400]))
    run = siege.look()
    assert (run.verdict, run.new) == ("reviews", 1)


@pytest.mark.parametrize("proven", [False, True])
def test_an_empty_list_is_not_believed_while_reviews_are_held(siege: Siege, proven: bool) -> None:
    """Even with its proof: a list that had twenty-four reviews yesterday is looked at by a person first."""
    siege.set(1, answer(200, emptied(siege.page(), proven=proven)))
    run = siege.full_look()
    assert run.verdict == "layout_changed"
    assert (run.gone, siege.held()) == (0, HELD)
    state, reason = siege.says()
    assert state in {"blind", "degraded"}
    assert "look at the page" in reason if proven else reason


def test_a_challenge_with_status_200_is_a_refusal(siege: Siege) -> None:
    siege.set(1, answer(200, CHALLENGE))
    run = siege.look()
    assert run.verdict == "blocked"
    until = siege.waits_until()
    assert until is not None
    assert until - siege.scene.clock() >= timedelta(hours=5)
    state, reason = siege.says()
    assert state == "blind"
    assert "challenge" in reason


def test_a_challenge_makes_the_rest_longer_each_time(siege: Siege) -> None:
    """It is a refusal whatever its status: asking every six hours for ever is no manner."""
    siege.set(1, answer(200, CHALLENGE))
    lengths = []
    for _ in range(3):
        assert siege.look().verdict == "blocked"
        until = siege.waits_until()
        assert until is not None
        lengths.append((until - siege.scene.clock()) / timedelta(hours=1))
        siege.scene.clock.now = until
    assert lengths == [6, 24, 72]


@pytest.mark.parametrize(("page", "verdict"), [(LOGIN, "login_wall"), (CHALLENGE, "blocked")])
def test_a_wall_behind_a_redirect_is_called_what_it_is(siege: Siege, page: bytes, verdict: str) -> None:
    siege.site.routes["/wall"] = answer(200, page)
    siege.set(1, answer(302, b"", Location="/wall"))
    run = siege.look()
    assert run.verdict == verdict
    assert siege.says()[0] == "blind"


def test_a_login_wall_on_page_three_leaves_the_first_two(siege: Siege) -> None:
    siege.scene.site.publish(make_review())
    siege.set(3, answer(200, LOGIN))
    run = siege.full_look()
    assert (run.verdict, run.new, run.complete) == ("login_wall", 1, False)
    state, reason = siege.says()
    assert state == "degraded"
    assert "the first 2 pages were read" in reason
    assert siege.held() == HELD + 1


def test_a_last_page_that_repeats_is_read_once(siege: Siege) -> None:
    siege.set(3, lambda handler: answer(200, siege.page(2))(handler))
    siege.site.asked.clear()
    run = siege.full_look()
    assert run.verdict == "reviews"
    assert len(siege.site.asked) <= 5
    assert (run.complete, run.gone) == (False, 0)
    assert siege.held() == HELD


def test_an_order_that_changes_between_two_pages_loses_nothing(siege: Siege) -> None:
    """Somebody writes while we turn the page: what was last on page 1 is first on page 2."""

    def second(handler: Handler) -> None:
        if siege.held() == HELD:
            siege.scene.site.publish(make_review(title="Mitt i läsningen"))
        answer(200, siege.page(2))(handler)

    siege.set(2, second)
    run = siege.full_look()
    assert (run.verdict, run.gone) == ("reviews", 0)
    siege.heal()
    assert siege.look().new == 1
    assert siege.held() == HELD + 1


def test_a_review_edited_between_two_pages_is_seen_as_edited_the_next_time(siege: Siege) -> None:
    first = siege.scene.site.listing("pallvik-logistik").reviews[0]
    done: list[bool] = []

    def second(handler: Handler) -> None:
        if not done:
            siege.scene.site.edit(first.id, on=siege.scene.clock().date(), text="Nu är det skrivet om.", stars=2)
            done.append(True)
        answer(200, siege.page(2))(handler)

    siege.set(2, second)
    assert siege.full_look().edited == 0
    assert siege.look().edited == 1
    assert siege.held() == HELD
