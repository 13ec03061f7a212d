"""What many tests begin with, made once a worker and copied: an empty house, and one that has looked at its sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from service.storage import schema
from service.storage.session import Database
from tests.databases import Databases
from tests.factories import Clockwork, FakeChannel, Scene, make_scene, reopened


class Templates:
    """Addresses and scenes to copy, by kind of database."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self._migrated: dict[str, str] = {}
        self._looked: dict[tuple[str, tuple[int, ...]], tuple[str, Scene]] = {}

    def empty(self, databases: Databases) -> str:
        """Address of a new database with today's schema."""
        if databases.kind not in self._migrated:
            address = databases.lasting(self._new_folder()).copy(None)
            database = Database(address)
            schema.upgrade(database)
            database.close()
            self._migrated[databases.kind] = address
        return databases.copy(self._migrated[databases.kind])

    def looked(
        self, databases: Databases, sources: tuple[int, ...], folder: Path, clock: Clockwork, channel: FakeChannel
    ) -> Scene:
        """A scene that has just looked at these, as after a restart."""
        if (databases.kind, sources) not in self._looked:
            self._looked[databases.kind, sources] = self._look(databases, sources)
        address, before = self._looked[databases.kind, sources]
        return reopened(before, databases.copy(address), folder, clock, channel)

    def _look(self, databases: Databases, sources: tuple[int, ...]) -> tuple[str, Scene]:
        folder = self._new_folder()
        address = self.empty(databases.lasting(folder))
        scene = make_scene(address, folder, Clockwork(), FakeChannel())
        for source in sources:
            scene.look(source)
        scene.house.close()
        return address, scene
