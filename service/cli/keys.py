"""`omdome keys`: API keys made, listed and revoked by whoever runs the machine."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

keys = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)


@keys.command("add")
def add(
    name: str = typer.Argument(help="Whose key it is: events are signed with it."),
    role: str = typer.Option("responder", help="notify-only, viewer, responder, approver or admin."),
    employer: list[str] = typer.Option([], help="Only for this employer (number or name); may be given again."),
    expires: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="The day it ends."),
) -> None:
    """Make a key and show it, this once."""
    from service.cli.house import house
    from service.domain.ticket import Role
    from service.storage.repositories import employers
    from service.workflows.admit import Bounds, add_key

    with house() as opened:
        with opened.database.read() as session:
            only = frozenset(employers.find(session, one).id for one in employer) or None
        bounds = Bounds(expires.replace(tzinfo=UTC) if expires else None, only)
        print(add_key(opened.database, name, Role.parse(role), opened.secret, now=opened.clock(), bounds=bounds))


@keys.command("rotate")
def rotate(name: str) -> None:
    """Give a key a new secret and show it, this once; the old one ends at once."""
    from service.cli.house import house
    from service.workflows.admit import rotate_key

    with house() as opened:
        print(rotate_key(opened.database, name, opened.secret))


@keys.command("list")
def show() -> None:
    """Show all keys by name and role; the keys themselves are not kept."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.storage.repositories import keys as stored

    with house() as opened, opened.database.read() as session:
        rows = [
            (
                key.name,
                key.role,
                ", ".join(map(str, key.employers)) if key.employers is not None else "all",
                f"{key.created_at:%Y-%m-%d}",
                f"{key.last_used_at:%Y-%m-%d %H}h" if key.last_used_at else "never",
                f"{key.expires_at:%Y-%m-%d}" if key.expires_at else "",
                f"{key.revoked_at:%Y-%m-%d}" if key.revoked_at else "",
            )
            for key in stored.every(session)
        ]
    print_table(("name", "role", "employers", "made", "last used", "expires", "revoked"), rows)


@keys.command("revoke")
def revoke(name: str) -> None:
    """End a key at once."""
    from service.cli.house import house
    from service.workflows.admit import revoke_key

    with house() as opened:
        revoke_key(opened.database, name, now=opened.clock())
    print(f"{name} is revoked")
