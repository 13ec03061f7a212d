"""Sets the demo's stage: a house that watches the fictional platform's employers."""

from __future__ import annotations

from datetime import timedelta

from service.bootstrap import House
from service.demo.platform import DemoSite
from service.demo.stories import OWN
from service.storage.repositories import employers
from service.workflows.watch import add_source


def furnish(house: House, site: DemoSite, base_url: str, *, schedule: str = "every 6h") -> list[int]:
    """Add the employers and a source for each, with a permission: it is our own site. The source ids."""
    now = house.clock()
    ids = []
    with house.database.write() as session:
        for slug, name in site.employers:
            kind = "own" if slug in OWN else "competitor"
            employer = employers.named(session, name) or employers.add(session, name=name, kind=kind, now=now)
            source = add_source(
                session,
                employer_id=employer.id,
                platform="demo",
                way_in="scrape",
                url=f"{base_url}/arbetsgivare/{slug}",
                schedule=schedule,
                now=now,
                permission_basis="the demo's own site",
                terms_reviewed_on=now.date() - timedelta(days=1),
                terms_reviewed_by="the demo",
                permission_expires_on=now.date() + timedelta(days=365),
            )
            ids.append(source.id)
    return ids
