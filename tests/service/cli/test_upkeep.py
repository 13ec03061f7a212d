"""Looking back, reading again, erasing, rounds and mailboxes from the command line."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from service.cli.waiting import counted, progressing
from tests.service.cli.test_commands import Run, page, run, saved  # noqa: F401 (fixtures)

EMPLOYER = "Pallvik Logistik"


@pytest.fixture
def imported(run: Run, saved: Path) -> Run:  # noqa: F811 (fixtures)
    """A house with one page of reviews."""
    assert run("import", saved, "--employer", EMPLOYER).exit_code == 0
    return run


def test_looks_show_what_the_platform_declares(imported: Run) -> None:
    done = imported("looks", 1)
    assert (done.exit_code, "pallvik" in done.output.lower()) == (0, True)
    assert "24" in done.output
    assert imported("looks", 1, "--since", "2026-01-01").exit_code == 0
    assert imported("looks", 99).exit_code != 0


def test_replay_says_that_nothing_would_change(imported: Run) -> None:
    done = imported("replay", "--dry-run", "--platform", "demo", "--since", "2026-01-01")
    assert json.loads(done.output.splitlines()[-1]) == {
        "captures": 1, "new": 0, "changed": 0, "lost": 0, "fields": {}, "dry_run": True,
    }  # fmt: skip
    assert imported("replay").exit_code == 0


def test_replay_shows_examples_on_one_line_each(imported: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    import scrapers

    real = scrapers.parse_page

    def read(content: bytes, **told: object) -> scrapers.Page:
        found: scrapers.Page = real(content, **told)  # type: ignore[arg-type]  # passed on as it came
        loud = tuple(dataclasses.replace(one, title=f"{'HÖGT ' * 30}\n") for one in found.reviews)
        return dataclasses.replace(found, reviews=loud)

    monkeypatch.setattr(scrapers, "parse_page", read)
    done = imported("replay", "--dry-run")
    lines = [line for line in done.output.splitlines() if " title: " in line]
    assert lines
    assert all(line.endswith("…") for line in lines)


def test_a_review_is_erased_by_its_number(imported: Run) -> None:
    done = imported("erase", "--review", 1)
    assert "review 1 is erased: 1 revisions" in done.output
    assert imported("erase", "--review", 1).exit_code != 0
    assert imported("erase", 1, "--review", 1).exit_code != 0
    assert imported("erase").exit_code != 0


def test_a_round_is_shown_done_and_closed(imported: Run, page: bytes, tmp_path: Path) -> None:  # noqa: F811
    shown = imported("round", EMPLOYER)
    assert "Insamlingsrunda för Pallvik Logistik" in shown.output
    folder = tmp_path / "drop" / EMPLOYER
    (folder / "sida.html").write_bytes(page)
    an_hour_ago = time.time() - 3600
    os.utime(folder / "sida.html", (an_hour_ago, an_hour_ago))
    closed = imported("round", "--close")
    assert "done: sida.html" in closed.output
    assert "sedd" in closed.output
    assert imported("round", "Ingen").exit_code != 0


def test_an_employer_without_anything_to_open_is_told_so(run: Run) -> None:  # noqa: F811
    assert run("watch", EMPLOYER, "--mailbox", "imaps://hr%40x.se@imap.example.org/INBOX").exit_code == 0
    assert "alla källor läses av sig själva" in run("round").output


@pytest.mark.parametrize(
    "words",
    [
        ("--platform", "demo"),
        ("--url", "https://example.org"),
        (),
        ("--mailbox", "imaps://a@b.se", "--platform", "demo"),
        ("--mailbox", "ftp://a@b.se"),
        ("--platform", "mail", "--url", "https://example.org"),
    ],
)
def test_a_watch_that_says_too_little_or_two_things_is_refused(run: Run, words: tuple[str, ...]) -> None:  # noqa: F811
    assert run("watch", EMPLOYER, *words).exit_code != 0


def test_a_list_is_watched_by_hand(run: Run) -> None:  # noqa: F811
    url = "https://www.trustpilot.com/review/x.example"
    added = run("watch", EMPLOYER, "--platform", "trustpilot", "--url", url, "--by-hand")
    assert "omdome round" in added.output
    assert url in run("round").output


def test_progress_is_shown_to_whoever_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted([1, 2], "counting")) == [1, 2]
    with progressing("reading") as tell:
        for done in range(41):
            tell(done)
