"""Puts the house together from settings: the one place where clock, network, database and plug-ins meet."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.exc import OperationalError

from scrapers.fetch import Fetcher, FetchSettings, clear_cache, honest_user_agent
from scrapers.recipes import known_platforms
from service.domain.errors import InvalidInput
from service.domain.ports import Channel, Clock, Drafter, Format, Metric, Poster
from service.domain.settings import Settings
from service.drafter import ModelDrafter
from service.plugins import channel_builders, load_formats, load_metrics, open_channel, open_posters
from service.processes import has_died, this_process
from service.storage import schema
from service.storage.repositories import employers
from service.storage.session import Database
from service.workflows import cycle
from service.workflows.alert import Wording, deliver
from service.workflows.collect import collect
from service.workflows.course import Report, open_run
from service.workflows.cycle import Post, Round
from service.workflows.dropping import Dropped, Folder, sweep
from service.workflows.erase import Erasure, erase_review, find
from service.workflows.importing import Imported, SavedPage, import_pages
from service.workflows.intake import MAIL, blank
from service.workflows.mailbox import read_mailbox, reader
from service.workflows.platforms import know_recipes
from service.workflows.retain import Retained, retain
from service.workflows.rounds import open_due
from service.workflows.sending import send_due
from service.workflows.turns import SharedTurns


def present() -> datetime:
    """The wall clock, as aware UTC."""
    return datetime.now(UTC)


@dataclass
class House:
    """Everything the outer rooms need, each part made when first asked for. Close it when done."""

    settings: Settings
    clock: Clock = present
    channels: Mapping[str, Channel] | None = None
    """Given by tests and the demo; otherwise made from the settings."""
    given_posters: Mapping[str, Poster] | None = None
    """The same."""

    def __post_init__(self) -> None:
        """Raises InvalidInput for a recipe of the operator's own that cannot be used."""
        know_recipes(self.settings.recipes_dir)

    @cached_property
    def database(self) -> Database:
        """The database, its schema brought to the newest. Raises InvalidInput when it cannot be used."""
        try:
            database = Database(self.settings.database_address)
            schema.upgrade(database)
        except (OperationalError, OSError) as problem:
            # the driver's own words may hold the address, and with it a password
            raise InvalidInput(
                f"the database cannot be used ({type(problem).__name__}): check OMDOME_DATABASE_URL or OMDOME_DATA_DIR, "
                "and that the server runs"
            ) from None
        return database

    @cached_property
    def fetcher(self) -> Fetcher:
        """The library's socket, honest about who we are; author fields are blanked before anything is cached."""
        settings = FetchSettings(
            user_agent=honest_user_agent(version("omdome"), self.settings.contact),
            pace_seconds=self.settings.pace_seconds,
            allow_hosts=self.settings.allow_hosts,
            cache_path=self.cache_path,
        )
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        turns = SharedTurns(self.database, self.clock, self.settings.daily_requests, this_process(), has_died)
        return Fetcher(settings, clock=self.clock, scrub=blank, turns=turns)

    @property
    def cache_path(self) -> Path:
        """The file of the HTTP cache."""
        return self.settings.data_dir / "http-cache.db"

    @cached_property
    def post(self) -> Post:
        """How alerts leave the house. Raises InvalidInput for a channel that is unknown or lacks a setting."""
        wording = Wording(self.settings.language, self.settings.public_url, self.settings.alert_review_text)
        if self.channels is not None:
            return Post(self.channels, wording)
        unknown = sorted(set(self.settings.channels) - set(channel_builders()))
        if unknown:
            known = ", ".join(sorted(channel_builders()))
            raise InvalidInput(f"OMDOME_CHANNELS names {', '.join(unknown)}: known are {known}")
        return Post({slug: open_channel(slug, self.settings) for slug in self.settings.channels}, wording)

    @cached_property
    def posters(self) -> Mapping[str, Poster]:
        """By platform, who replies there through its API. Raises InvalidInput for a setting that is missing."""
        return open_posters(self.settings) if self.given_posters is None else self.given_posters

    @cached_property
    def drafter(self) -> Drafter | None:
        """A model that may draft, where the operator set one up. Raises InvalidInput."""
        return ModelDrafter.from_settings(self.settings)

    @cached_property
    def secret(self) -> str:
        """What API keys are hashed with: the setting, or a file made once that only its owner may read."""
        if self.settings.secret is not None:
            return self.settings.secret.get_secret_value()
        return _kept_secret(self.settings.data_dir / "secret.key")

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The audit's metrics."""
        return load_metrics()

    @property
    def formats(self) -> Mapping[str, Format]:
        """The audit's export formats."""
        return load_formats()

    @property
    def reply_limits(self) -> Mapping[str, int]:
        """By platform, how many characters a reply may have, where the platform states it."""
        return {
            platform.facts.slug: platform.facts.reply_limit
            for platform in known_platforms().values()
            if platform.facts.reply_limit
        }

    def look(self, source_id: int) -> Round:
        """Collect a source now, a listing or a mailbox, and carry what it brings through to alerts."""
        return cycle.carry_through(self.database, self._collect(source_id), self.post, clock=self.clock)

    def _collect(self, source_id: int) -> Report:
        opening = open_run(self.database, source_id, self.clock())
        if opening.source.platform == MAIL:
            password = self.settings.mailbox_password
            reads = reader(password.get_secret_value() if password else None, self.settings.allow_hosts)
            return read_mailbox(self.database, opening, reads, clock=self.clock, channels=self.post.names)
        return collect(
            self.database,
            self.fetcher,
            opening,
            clock=self.clock,
            channels=self.post.names,
            max_pages=self.settings.max_pages,
        )

    @property
    def folder(self) -> Folder:
        """The watched folder."""
        return Folder(self.settings.drop_folder, self.settings.max_file_mb, self.settings.language)

    def sweep(self) -> list[Dropped]:
        """Take in what lies in the watched folder, and carry it through to alerts."""
        dropped = sweep(self.database, self.folder, clock=self.clock, channels=self.post.names)
        if dropped:
            cycle.digest(self.database, self.post, clock=self.clock)
            self.deliver()
        return dropped

    def take_in(self, employer_id: int, content: bytes) -> Imported:
        """Take in one file for an employer, and carry it through to alerts. Raises NotFound."""
        with self.database.read() as session:
            name = employers.get(session, employer_id).name
        page = SavedPage("the file", content)
        done = import_pages(self.database, name, [page], clock=self.clock, channels=self.post.names)
        cycle.digest(self.database, self.post, clock=self.clock)
        self.deliver()
        return done

    def open_rounds(self) -> list[int]:
        """Open the collection rounds that are due, and tell of them."""
        return open_due(self.database, now=self.clock(), channels=self.post.names)

    def deliver(self) -> int:
        """Send the alerts that are due; how many were delivered."""
        return deliver(self.database, self.post.channels, self.post.wording, clock=self.clock)

    def send_replies(self) -> int:
        """Send the approved replies that wait for a platform's API; how many were sent."""
        if not self.posters:
            return 0
        return send_due(
            self.database, self.posters, clock=self.clock, channels=self.post.names, reply_limits=self.reply_limits
        )

    def freeze_due(self) -> list[Path]:
        """Freeze and export the months that are due; the files written."""
        folder = self.settings.export_dir
        return cycle.freeze_due(self.database, self.metrics, self.formats, self.post, clock=self.clock, folder=folder)

    def retain(self) -> Retained:
        """Let go of what has had its time."""
        rules = self.settings
        return retain(
            self.database,
            now=self.clock(),
            capture_days=rules.capture_days,
            review_months=rules.review_months,
            event_months=rules.event_months,
        )

    def erase(self, which: str) -> Erasure:
        """Erase one review, named by its number or its address. Raises InvalidInput and NotFound."""
        return erase_review(
            self.database,
            find(self.database, which),
            now=self.clock(),
            empty_cache=partial(clear_cache, self.cache_path),
        )

    def close(self) -> None:
        """Give back connections and sockets that were opened."""
        for poster in self.__dict__.pop("posters", {}).values():
            poster.close()
        for name in ("drafter", "fetcher", "database"):
            part = self.__dict__.pop(name, None)
            if part is not None:
                part.close()


@contextmanager
def open_house(
    settings: Settings, clock: Clock = present, channels: Mapping[str, Channel] | None = None
) -> Iterator[House]:
    """A house for the length of a block."""
    house = House(settings, clock, channels)
    try:
        yield house
    finally:
        house.close()


def _kept_secret(path: Path) -> str:
    """Written aside under a name of its own and linked into place, so that processes (and containers, which share
    process numbers) that start together agree on one whole secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
