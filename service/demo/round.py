"""The demo's collection round: a permission runs out, so a person opens the page, saves it, drops it and gets a receipt."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import httpx

from service.bootstrap import House
from service.storage.repositories import employers, sources
from service.workflows import round_words, rounds
from service.workflows.watch import permit


def show_round(house: House, source_id: int, tell: Callable[[str], None]) -> None:
    """One round from the task to the receipt; afterwards the source may be collected again."""
    _permission_until(house, source_id, days=-1)
    house.look(source_id)  # finds that it may not
    with house.database.write() as session:
        employer = employers.get(session, sources.get(session, source_id).employer_id)
        opened = rounds.current(session, employer, now=house.clock())
        tasks = [rounds.task_from(record) for record in opened.pages] if opened else []
    folder = house.folder.of(employer.name)
    tell("\n".join(round_words.told(tasks, employer.name, folder, house.settings.language)))
    folder.mkdir(parents=True, exist_ok=True)
    for number, address in enumerate(tasks[0].addresses, 1):
        page = folder / f"page {number}.html"
        page.write_bytes(httpx.get(address, trust_env=False).content)
        a_while_ago = house.clock().timestamp() - 60
        os.utime(page, (a_while_ago, a_while_ago))
    house.sweep()
    with house.database.write() as session:
        opened = rounds.current(session, employer, now=house.clock())
        receipt = rounds.close(session, opened, now=house.clock()) if opened else None
    if receipt is not None:
        tell("\n".join(round_words.receipt(receipt, house.settings.language)))
    _permission_until(house, source_id, days=365)
    house.look(source_id)


def _permission_until(house: House, source_id: int, *, days: int) -> None:
    today = house.clock().date()
    permit(
        house.database,
        source_id,
        basis="the demo's own site",
        reviewed_on=today - timedelta(days=2),
        reviewed_by="the demo",
        expires_on=today + timedelta(days=days),
    )
