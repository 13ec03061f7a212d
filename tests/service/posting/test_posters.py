"""Replies through platforms' own APIs, against local fakes of what they document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from pydantic import SecretStr

from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput
from service.domain.ports import Destination
from service.domain.settings import Settings
from service.plugins import open_posters
from service.posting.google_business import GoogleBusinessPoster
from service.posting.trustpilot import TrustpilotPoster
from tests.service.posting.platforms import GOOGLE_LIST, LOCATION, TRUSTPILOT_ID, Platforms, running

TEXT = "Tack för att du berättar. Hör gärna av dig till hr@exempel.se."
ON_GOOGLE = Destination("AbC-1_x=", GOOGLE_LIST)
ON_TRUSTPILOT = Destination(TRUSTPILOT_ID, None)


@pytest.fixture
def platforms() -> Iterator[Platforms]:
    with running() as state:
        yield state


Maker = Callable[..., Any]


@pytest.fixture
def google(platforms: Platforms) -> Iterator[Maker]:
    """Posters on the fake of Google; closed at the end."""
    with ExitStack() as stack:

        def make(refresh: str = "granted", base: str | None = None) -> GoogleBusinessPoster:
            at = base or platforms.base
            made = GoogleBusinessPoster(("client", "hush"), refresh, api=f"{at}/v4", tokens=f"{at}/token")
            return stack.enter_context(closing(made))

        yield make


@pytest.fixture
def trustpilot(platforms: Platforms) -> Iterator[Maker]:
    """The same for Trustpilot."""
    with ExitStack() as stack:

        def make(said: str = "hush") -> TrustpilotPoster:
            return stack.enter_context(closing(TrustpilotPoster("key", said, "user-1", api=f"{platforms.base}/v1")))

        yield make


def test_google_is_put_where_the_lists_address_says(platforms: Platforms, google: Maker) -> None:
    poster = google()
    poster.post(ON_GOOGLE, TEXT)
    poster.post(ON_GOOGLE, TEXT)
    assert platforms.replies == {f"{LOCATION}/reviews/AbC-1_x=": TEXT}
    assert platforms.tokens == 1, "a token is used while it is valid"


def test_trustpilot_is_answered_once_whatever_becomes_of_the_answer(platforms: Platforms, trustpilot: Maker) -> None:
    poster = trustpilot()
    platforms.lose_answers = 1
    with pytest.raises(DeliveryFailed, match="502"):
        poster.post(ON_TRUSTPILOT, TEXT)
    poster.post(ON_TRUSTPILOT, TEXT)
    assert platforms.replies == {TRUSTPILOT_ID: TEXT}
    assert [method for method, _ in platforms.asked] == ["GET", "POST", "GET"], "what stands there is not sent again"
    platforms.replies[TRUSTPILOT_ID] = "Något annat."
    with pytest.raises(DeliveryRefused, match="another answer already"):
        poster.post(ON_TRUSTPILOT, TEXT)


def test_a_token_that_ran_out_early_is_renewed_once(platforms: Platforms, google: Maker) -> None:
    poster = google()
    poster.post(ON_GOOGLE, TEXT)
    platforms.valid.clear()
    poster.post(ON_GOOGLE, TEXT)
    assert platforms.tokens == 2
    platforms.misbehave = [401, 401]
    with pytest.raises(DeliveryRefused, match="401"):
        poster.post(ON_GOOGLE, TEXT)


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        (429, DeliveryFailed, "429"),
        (503, DeliveryFailed, "503"),
        (404, DeliveryRefused, "not now"),
        (403, DeliveryRefused, "403"),
        (302, DeliveryRefused, "302"),
    ],
)
def test_what_may_pass_is_tried_again_and_what_may_not_is_told(
    platforms: Platforms, status: int, error: type[DeliveryFailed], says: str, google: Maker
) -> None:
    platforms.misbehave = [status]
    with pytest.raises(error, match=says) as told:
        google().post(ON_GOOGLE, TEXT)
    assert getattr(told.value, "retry_after", 7.0) == 7.0
    assert "hush" not in str(told.value)


def test_credentials_that_are_not_taken_are_a_matter_for_a_person(
    platforms: Platforms, google: Maker, trustpilot: Maker
) -> None:
    for poster in (google("stale"), trustpilot("wrong")):
        place = ON_GOOGLE if isinstance(poster, GoogleBusinessPoster) else ON_TRUSTPILOT
        with pytest.raises(DeliveryRefused, match="credentials"):
            poster.post(place, TEXT)


def test_nobody_there_is_tried_again_without_a_secret_in_the_error(google: Maker) -> None:
    poster = google(base="http://127.0.0.1:9")
    with pytest.raises(DeliveryFailed, match="could not be reached") as told:
        poster.post(ON_GOOGLE, TEXT)
    assert "granted" not in str(told.value)


@pytest.mark.parametrize(
    "place",
    [
        Destination("x", None),
        Destination("x", "https://www.google.com/maps/place/1"),
        Destination("../../../other", GOOGLE_LIST),
        Destination("a/b", GOOGLE_LIST),
        Destination(None, GOOGLE_LIST),
    ],
)
def test_google_reaches_only_its_own_lists_and_ids(platforms: Platforms, place: Destination, google: Maker) -> None:
    poster = google()
    assert not poster.reaches(place)
    with pytest.raises(DeliveryRefused):
        poster.post(place, TEXT)
    assert platforms.asked == []


@pytest.mark.parametrize("number", [None, "", "507f191e810c19729de860e", "../507f191e810c19729de860ea", "G" * 24])
def test_trustpilot_reaches_only_its_own_ids(platforms: Platforms, number: str | None, trustpilot: Maker) -> None:
    poster = trustpilot()
    assert not poster.reaches(Destination(number, None))
    with pytest.raises(DeliveryRefused):
        poster.post(Destination(number, None), TEXT)


def test_googles_limit_is_in_bytes(platforms: Platforms, google: Maker) -> None:
    with pytest.raises(DeliveryRefused, match="4098 bytes"):
        google().post(ON_GOOGLE, "å" * 2049)


def test_posters_are_made_from_settings_whole_or_not_at_all() -> None:
    assert open_posters(Settings()) == {}
    whole = Settings(
        google_client_id="client",
        google_client_secret=SecretStr("hush"),
        google_refresh_token=SecretStr("granted"),
        trustpilot_key=SecretStr("key"),
        trustpilot_secret=SecretStr("hush"),
        trustpilot_author="user-1",
    )
    posters = open_posters(whole)
    assert sorted(posters) == ["google_business", "trustpilot"]
    for poster in posters.values():
        poster.close()
    assert "hush" not in repr(whole)
    for part in ({"google_client_id": "client"}, {"trustpilot_author": "user-1"}):
        with pytest.raises(InvalidInput, match="together"):
            open_posters(Settings(**part))
