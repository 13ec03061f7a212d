"""`omdome explain`: why a text is read as it is."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(explain)


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
