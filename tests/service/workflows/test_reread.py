"""A new model reads history again: told before it happens, then done, batch by batch, without an alert."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from typer.testing import CliRunner

from service.cli import cli
from service.storage.tables import Alert, Reading, Revision, Ticket, TicketEvent
from service.understanding import model_name
from service.workflows.reread import reread
from tests.factories import Scene


def made_old(scene: Scene) -> tuple[int, int]:
    """All was read by an older model that called everything positive; a ticket lost, and one that nobody wants."""
    scene.look()
    with scene.house.database.write() as session:
        session.execute(update(Revision).values(read_by="old/1"))
        session.execute(update(Reading).values(model="old/1", tone="pos", needs_reply=False, urgent=[]))
        ticket = session.scalars(select(Ticket).where(Ticket.state == "open").order_by(Ticket.id)).first()
        assert ticket is not None
        lost = ticket.review_id
        session.execute(delete(Ticket).where(Ticket.id == ticket.id))
        praised = (
            session.scalars(
                select(Revision).where(Revision.rating == 5, Revision.text.is_(None)).order_by(Revision.id)
            ).first()
            or session.scalars(select(Revision).where(Revision.rating == 5)).first()
        )
        assert praised is not None
        for name in ("title", "pros", "cons", "advice"):
            setattr(praised, name, None)
        praised.text = "Bra kollegor och bra lön, jag trivs verkligen."
        unwanted = session.scalar(select(Ticket.id).where(Ticket.review_id == praised.review_id))
        if unwanted is None:
            made = Ticket(
                review_id=praised.review_id, employer_id=1, state="open", version=1, rank=2, reasons=[], urgent=[],
                opened_at=scene.clock(), due_at=scene.clock(),
            )  # fmt: skip
            session.add(made)
            session.flush()
            unwanted = made.id
    return lost, unwanted


def test_a_dry_run_tells_and_changes_nothing_then_it_is_done(scene: Scene) -> None:
    lost, unwanted = made_old(scene)
    database = scene.house.database
    with database.read() as session:
        alerts = session.scalar(select(func.count(Alert.id)))
    told = reread(database, now=scene.clock(), dry_run=True)
    assert told.read > 10
    assert lost in told.opens
    assert unwanted in told.closes
    assert told.tones["sv", "pos", "neg"] > 0
    with database.read() as session:
        assert session.scalar(select(func.count(Revision.id)).where(Revision.read_by == model_name())) == 0
        assert session.get(Ticket, unwanted).state == "open"  # type: ignore[union-attr]  # it is there
    done = reread(database, now=scene.clock(), dry_run=False)
    assert (done.opens, done.closes, done.tones) == (told.opens, told.closes, told.tones)
    with database.read() as session:
        assert session.scalar(select(func.count(Revision.id)).where(Revision.read_by != model_name())) == 0
        assert session.scalar(select(func.count(Ticket.id)).where(Ticket.review_id == lost)) == 1
        event = session.scalars(select(TicketEvent).where(TicketEvent.ticket_id == unwanted)).all()[-1]
        assert (event.actor, event.move, event.to_state) == ("omdome", "dismiss", "dismissed")
        assert session.scalar(select(func.count(Alert.id))) == alerts
    assert reread(database, now=scene.clock(), dry_run=False).read == 0


def test_a_ticket_somebody_works_on_is_left_to_them(scene: Scene) -> None:
    _, unwanted = made_old(scene)
    with scene.house.database.write() as session:
        session.execute(update(Ticket).where(Ticket.id == unwanted).values(state="claimed", version=2, owner="alva"))
    assert unwanted not in reread(scene.house.database, now=scene.clock(), dry_run=False).closes


def test_it_goes_on_where_it_stopped(scene: Scene) -> None:
    made_old(scene)
    heard: list[int] = []
    first = reread(scene.house.database, now=scene.clock(), dry_run=False, most=7, tell=heard.append)
    assert (first.read, heard) == (7, [7])
    assert reread(scene.house.database, now=scene.clock(), dry_run=False).read > 0


def test_the_command_line_prints_the_confusion(scene: Scene) -> None:
    made_old(scene)
    runner = CliRunner(env={"OMDOME_DATABASE_URL": scene.house.database.engine.url.render_as_string(False)})
    told = runner.invoke(cli, ["reread", "--dry-run"])
    assert told.exit_code == 0, told.output
    assert "tone\tsv\tpos\tneg\t" in told.stdout
    assert "nothing was changed" in told.stdout
