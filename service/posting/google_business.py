"""Replies on Google Business Profile, through the owner's own API.

`PUT https://mybusiness.googleapis.com/v4/accounts/{a}/locations/{l}/reviews/{id}/reply` with `{"comment": …}` (Google's
reference of `accounts.locations.reviews.updateReply`). Putting the same text twice changes nothing. The token comes from
a refresh token that the owner granted once (OAuth 2.0, scope business.manage).
"""

from __future__ import annotations

import re

from service.domain.errors import DeliveryRefused, InvalidInput
from service.domain.ports import Destination
from service.domain.settings import Settings
from service.outbound import Api, Token

API = "https://mybusiness.googleapis.com/v4"
TOKENS = "https://oauth2.googleapis.com/token"
MOST_BYTES = 4096
_LOCATION = re.compile(r"/v4/(accounts/[\w-]+/locations/[\w-]+)/reviews(?:[/?]|$)")
_REVIEW = re.compile(r"[\w=-]{1,400}")


class GoogleBusinessPoster:
    """One owner's access."""

    slug = "google_business"

    def __init__(self, client: tuple[str, str], refresh_token: str, api: str = API, tokens: str = TOKENS) -> None:
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        self._api = api
        self._google = Api("Google", Token(tokens, {**form, "client_id": client[0], "client_secret": client[1]}))

    @classmethod
    def from_settings(cls, settings: Settings) -> GoogleBusinessPoster | None:
        """None where nothing is set. Raises InvalidInput where something is missing."""
        told = (settings.google_client_id, settings.google_client_secret, settings.google_refresh_token)
        number, secret, refresh = told
        if number is None or secret is None or refresh is None:
            if any(one is not None for one in told):
                raise InvalidInput(
                    "replying on Google needs OMDOME_GOOGLE_CLIENT_ID, OMDOME_GOOGLE_CLIENT_SECRET and "
                    "OMDOME_GOOGLE_REFRESH_TOKEN together"
                )
            return None
        return cls((number, secret.get_secret_value()), refresh.get_secret_value())

    def reaches(self, place: Destination) -> bool:
        """Where the list's address names the account and the location, and the review has Google's own id."""
        return _address(place) is not None

    def post(self, place: Destination, text: str) -> None:
        """Put the reply. Raises DeliveryFailed (try again) or DeliveryRefused (a person has to look)."""
        address = _address(place)
        if address is None:
            raise DeliveryRefused("Google: the list's address does not name the account and the location")
        if len(text.encode()) > MOST_BYTES:
            raise DeliveryRefused(f"Google: the reply has {len(text.encode())} bytes; {MOST_BYTES} is the most")
        self._google.send("PUT", f"{self._api}/{address}/reply", {"comment": text})

    def close(self) -> None:
        """Give back its connections."""
        self._google.close()


def _address(place: Destination) -> str | None:
    found = _LOCATION.search(place.listing or "")
    if found is None or not _REVIEW.fullmatch(place.external_id or ""):
        return None
    return f"{found[1]}/reviews/{place.external_id}"


POSTER = GoogleBusinessPoster
