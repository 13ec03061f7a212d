"""Replies on Trustpilot, through its business API.

`POST https://api.trustpilot.com/v1/private/reviews/{id}/reply` with `{"authorBusinessUserId": …, "message": …}`; the token
by client credentials (developers.trustpilot.com: service-reviews-api, grant-type-client-credentials). A second POST would
be refused or stand beside the first, so the review is asked first whether it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from service.domain.errors import DeliveryRefused, InvalidInput
from service.domain.identity import reply_digest
from service.domain.ports import Destination
from service.domain.settings import Settings
from service.outbound import Api, Token

API = "https://api.trustpilot.com/v1"
TOKENS = "/oauth/oauth-business-users-for-applications/accesstoken"
_REVIEW = re.compile(r"[0-9a-f]{24}")


class TrustpilotPoster:
    """One business account's access."""

    slug = "trustpilot"

    def __init__(self, key: str, secret: str, author: str, api: str = API) -> None:
        self._api, self._author = api, author
        self._trustpilot = Api(
            "Trustpilot", Token(f"{api}{TOKENS}", {"grant_type": "client_credentials"}, (key, secret))
        )

    @classmethod
    def from_settings(cls, settings: Settings) -> TrustpilotPoster | None:
        """None where nothing is set. Raises InvalidInput where something is missing."""
        told = (settings.trustpilot_key, settings.trustpilot_secret, settings.trustpilot_author)
        key, secret, author = told
        if key is None or secret is None or author is None:
            if any(one is not None for one in told):
                raise InvalidInput(
                    "replying on Trustpilot needs OMDOME_TRUSTPILOT_KEY, OMDOME_TRUSTPILOT_SECRET and "
                    "OMDOME_TRUSTPILOT_AUTHOR together"
                )
            return None
        return cls(key.get_secret_value(), secret.get_secret_value(), author)

    def reaches(self, place: Destination) -> bool:
        """Where the review has Trustpilot's own id."""
        return _REVIEW.fullmatch(place.external_id or "") is not None

    def post(self, place: Destination, text: str) -> None:
        """Post the reply, once. Raises DeliveryFailed (try again) or DeliveryRefused (a person has to look)."""
        if not self.reaches(place):
            raise DeliveryRefused("Trustpilot: this review has no id of Trustpilot's")
        address = f"{self._api}/private/reviews/{place.external_id}"
        there = _answer_of(self._trustpilot.send("GET", address))
        if there and reply_digest(there) == reply_digest(text):
            return
        if there:
            raise DeliveryRefused("Trustpilot: the review has another answer already: look at it there")
        self._trustpilot.send("POST", f"{address}/reply", {"authorBusinessUserId": self._author, "message": text})

    def close(self) -> None:
        """Give back its connections."""
        self._trustpilot.close()


def _answer_of(review: Mapping[str, Any]) -> str | None:
    answer = review.get("companyReply")
    text = answer.get("text") if isinstance(answer, dict) else None
    return text if isinstance(text, str) and text.strip() else None


POSTER = TrustpilotPoster
