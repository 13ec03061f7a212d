"""`omdome explain`, `understanding`, `reread`: why a text is read as it is, how well, and reading history again."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    for command in (explain, understanding, reread):
        cli.command()(command)


def explain(
    text: str = typer.Argument("", help="The review's text; or use --pros and --cons."),
    title: str = typer.Option("", help="Its title."),
    pros: str = typer.Option("", help="What stands under pros."),
    cons: str = typer.Option("", help="What stands under cons."),
    stars: float | None = typer.Option(None, min=1, max=5, help="Its stars, where it has any."),
    language: str | None = typer.Option(None, help="The language it is written in, where the platform says so."),
    say: str | None = typer.Option(None, help="Explain in sv or en instead of the review's language."),
) -> None:
    """Show which words and clauses moved the reading of a text, its themes, and what was heard as urgent."""
    from service.domain.errors import InvalidInput
    from service.domain.review import ReviewText
    from service.workflows.explaining import explained

    if not (text or title or pros or cons):
        raise InvalidInput('give a text: omdome explain "Bra lön men ingen lyssnar"')
    review = ReviewText(
        title=title or None,
        pros=pros or None,
        cons=cons or None,
        text=text or None,
        rating=stars,
        language=language,
    )
    _, lines = explained(review, say)
    for line in lines:
        print("".join(char if char.isprintable() else " " for char in line))


def understanding(
    employer: str | None = typer.Argument(None, help="Number or name of an employer whose thresholds to show or set."),
    set_: list[str] = typer.Option([], "--set", help="sv=0.3 answers Swedish texts from there on; sv= as measured."),
) -> None:
    """Show by language how well texts are read and from where they want an answer; set an employer's own thresholds."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.domain.errors import InvalidInput
    from service.workflows import thresholds
    from service.workflows.labels import report

    with house() as opened:
        if set_ and not employer:
            raise InvalidInput("name the employer whose thresholds to set")
        own = thresholds.set_own(opened.database, employer, dict(map(thresholds.parse, set_))) if employer else {}
        said = report(opened.database, now=opened.clock())
    print_table(thresholds.HEADS, list(thresholds.rows(own)))
    for what in ("tone", "needs_reply", "urgent"):
        told = said["agreement"][what]
        if told["of"]:
            print(f"people agree on {what}: {told['count']} of {told['of']} ({told['low']:.0%} to {told['high']:.0%})")


def reread(
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would change; change nothing."),
    most: int | None = typer.Option(None, min=1, help="At most so many, oldest first."),
) -> None:
    """Read history again with today's model: how readings change by language, which tickets open or close."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.cli.waiting import progressing
    from service.workflows.reread import EXAMPLES
    from service.workflows.reread import reread as read_again

    with house() as opened, progressing("reading again") as tell:
        found = read_again(opened.database, now=opened.clock(), dry_run=dry_run, most=most, tell=tell)
    rows = [
        (what, language, before, now, count)
        for what, counted in (("tone", found.tones), ("needs reply", found.needs_reply), ("urgent", found.urgent))
        for (language, before, now), count in sorted(counted.items())
    ]
    print_table(("what", "language", "before", "now", "reviews"), rows)
    verb = "would " if dry_run else ""
    for what, numbers in (
        (f"reviews whose ticket {verb}open", found.opens),
        (f"tickets that {verb}close", found.closes),
    ):
        named = f": {', '.join(map(str, numbers[:EXAMPLES]))}" if numbers else ""
        print(f"{len(numbers)} {what}{named}{' …' if len(numbers) > EXAMPLES else ''}")
    print(f"{found.read} reviews read again{'; nothing was changed' if dry_run else ''}")
