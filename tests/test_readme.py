"""The README says what the code does: its commands, settings, platforms, channels and formats are the code's own."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from scrapers.recipes import known_platforms
from service.cli import cli
from service.domain.settings import Settings
from service.plugins import channel_builders, load_formats

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, cells without their backticks."""
    part = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith(("| ", "|-"))]
    return [[_bare(cell.strip()) for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def _bare(cell: str) -> str:
    """A cell that is one piece of code, without its marks; a sentence as it is."""
    return cell.strip("`") if re.fullmatch(r"`[^`]+`", cell) else cell


def test_commands_are_the_programs_own() -> None:
    click = typer.main.get_command(cli)
    commands = getattr(click, "commands")  # noqa: B009 (a group's, which typing does not know)
    told = {row[0].removeprefix("omdome "): row[1] for row in table("Commands")}
    assert told.keys() == commands.keys()
    for name, command in commands.items():
        assert told[name] == (command.help or "").strip().replace("\n", " "), name


def test_settings_are_the_programs_own() -> None:
    told = {row[0]: (row[1], row[2]) for row in table("Settings")}
    assert list(told) == [f"OMDOME_{name.upper()}" for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        default, says = told[f"OMDOME_{name.upper()}"]
        assert says == field.description
        plain = ",".join(field.default) if isinstance(field.default, tuple) else str(field.default)
        assert default == (
            "unset"
            if field.default in (None, "", frozenset())
            else plain.replace("True", "true").replace("False", "false")
        )


def test_platforms_are_the_programs_own() -> None:
    facts = [platform.facts for platform in known_platforms().values()]
    assert table("Platforms") == [[one.slug, one.audience.value, "; ".join(one.forms)] for one in facts]


def test_channels_and_formats_are_the_programs_own() -> None:
    assert [row[0] for row in table("Channels")] == sorted(channel_builders())
    assert [row[0] for row in table("Formats")] == sorted(load_formats())


def test_every_document_it_leads_to_is_there() -> None:
    for target in re.findall(r"\]\(([\w/.-]+)\)", README):
        assert (Path(__file__).parents[1] / target).exists(), target


def test_the_first_screen_has_exactly_two_commands() -> None:
    first = README.split("\n## ")[0]
    assert re.findall(r"```sh\n(.*?)\n```", first, re.DOTALL) == [
        "python3 -m pip install -q --target .tools uv && .tools/bin/uv run omdome demo",
        "python3 -m pip install -q --target .tools uv && .tools/bin/uv run pytest",
    ]
