"""`omdome keys`: API keys made, listed and revoked by whoever runs the machine."""

from __future__ import annotations

import typer

keys = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)


@keys.command("add")
def add(
    name: str = typer.Argument(help="Whose key it is: events are signed with it."),
    role: str = typer.Option("responder", help="viewer, responder, approver or admin."),
) -> None:
    """Make a key and show it, this once."""
    from service.cli.house import house
    from service.domain.ticket import Role
    from service.workflows.admit import add_key

    with house() as opened:
        print(add_key(opened.database, name, Role.parse(role), opened.secret, now=opened.clock()))


@keys.command("list")
def show() -> None:
    """Show all keys by name and role; the keys themselves are not kept."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.storage.repositories import keys as stored

    with house() as opened, opened.database.read() as session:
        rows = [
            (key.name, key.role, f"{key.created_at:%Y-%m-%d}", f"{key.revoked_at:%Y-%m-%d}" if key.revoked_at else "")
            for key in stored.every(session)
        ]
    print_table(("name", "role", "made", "revoked"), rows)


@keys.command("revoke")
def revoke(name: str) -> None:
    """End a key at once."""
    from service.cli.house import house
    from service.workflows.admit import revoke_key

    with house() as opened:
        revoke_key(opened.database, name, now=opened.clock())
    print(f"{name} is revoked")
