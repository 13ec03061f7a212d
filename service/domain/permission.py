"""Whether we may scrape: no valid permission, no scraping, and no switch that turns this off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Permission:
    """Why we may read a site by machine: the basis, who reviewed its terms when, and until when that holds."""

    basis: str | None
    reviewed_on: date | None
    reviewed_by: str | None
    expires_on: date | None

    def missing(self, today: date) -> str | None:
        """What stops us, in words; None when the permission is valid today."""
        if not self.basis:
            return "no permission is recorded"
        if self.reviewed_on is None or not self.reviewed_by:
            return "nobody is recorded as having reviewed the site's terms"
        if self.reviewed_on > today:
            return f"the terms are recorded as reviewed on {self.reviewed_on}, which is yet to come"
        if self.expires_on is None or self.expires_on < today:
            return (
                f"the permission expired on {self.expires_on}"
                if self.expires_on
                else "the permission has no expiry date"
            )
        return None
