"""The command line as a person or a script uses it: results, one-sentence mistakes, exit codes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from service.cli import cli, main
from service.cli.tables import print_table
from service.demo.platform import DemoSite
from service.demo.server import serve_in_background
from service.demo.website import create_site
from tests.factories import SITE

Run = Callable[..., Any]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over a fresh house; gives its result with exit code and output."""
    monkeypatch.setenv("OMDOME_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OMDOME_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("OMDOME_PACE_SECONDS", "0")

    def command(*words: object, given: str | bytes | None = None) -> Any:
        return CliRunner().invoke(cli, [str(word) for word in words], input=given)

    return command


@pytest.fixture(scope="module")
def page() -> bytes:
    """A page of the fictional platform."""
    site = DemoSite(datetime(2026, 11, 10, tzinfo=UTC).date())
    return TestClient(create_site(site), base_url=SITE).get("/arbetsgivare/pallvik-logistik").content


@pytest.fixture
def saved(tmp_path: Path, page: bytes) -> Path:
    """That page as a saved file."""
    path = tmp_path / "sida.html"
    path.write_bytes(page)
    return path


@pytest.fixture
def watched(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A served platform, watched by source 1 with a permission; its base address."""
    with serve_in_background(DemoSite(datetime.now(UTC).date())) as base:
        monkeypatch.setenv("OMDOME_ALLOW_HOSTS", base.removeprefix("http://"))
        done = run("watch", "Pallvik", "--platform", "demo", "--url", f"{base}/arbetsgivare/pallvik-logistik")
        assert "source 1 is added" in done.output
        run("permit", 1, "--basis", "our own", "--reviewed-by", "legal", "--expires", "2099-01-01")
        yield base


def fails(done: Any, *words: str) -> None:
    """It ended with one explained mistake that says these words."""
    said = str(done.exception) + done.output
    assert done.exit_code != 0
    assert all(word in said for word in words), said


def test_parse_gives_an_object_a_file_whatever_the_file(run: Run, saved: Path, tmp_path: Path, page: bytes) -> None:
    packed = tmp_path / "x.gz"
    packed.write_bytes(gzip.compress(page))
    done = run("parse", saved, packed, tmp_path / "missing.html", tmp_path)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [item["verdict"] for item in objects] == ["reviews", "reviews", "unreadable", "unreadable"]
    assert "does not exist" in objects[2]["error"]
    assert list(objects[0])[:3] == ["file", "platform", "verdict"]
    assert not {"author", "alias", "name"} & objects[0]["reviews"][0].keys()


def test_parse_with_an_address_and_time_for_one_file(run: Run, saved: Path) -> None:
    done = run(
        "parse",
        saved,
        "--url",
        f"{SITE}/arbetsgivare/pallvik-logistik",
        "--captured-at",
        "2026-11-10T12:00:00",
        "--platform",
        "demo",
    )
    assert json.loads(done.stdout)["next_url"].startswith(SITE)
    fails(run("parse", saved, saved, "--url", "http://x"), "single file")
    fails(run("parse", saved, "--platform", "myspace"), "myspace", "demo")


def test_analyse_reads_lines_and_ends_badly_after_a_bad_one(run: Run, tmp_path: Path) -> None:
    good = json.dumps({"id": "1", "text": "Terrible management, I quit.", "rating": 1})
    done = run("analyse", given=good + "\n\nnonsense\n")
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["id"], first["tone"], done.exit_code) == ("1", "neg", 1)
    assert second.keys() == {"id", "error"}
    file = tmp_path / "records.jsonl"
    file.write_text(good, encoding="utf-8")
    assert run("analyse", file).exit_code == 0
    fails(run("analyse", tmp_path / "missing"), "missing")


def test_import_counts_and_goes_on_past_what_cannot_be_read(run: Run, saved: Path, tmp_path: Path) -> None:
    done = run("import", saved, tmp_path / "missing.html", "--employer", "Pallvik")
    assert json.loads(done.stdout.splitlines()[-1]) == {"new": 10, "changed": 0, "unchanged": 0, "failed": 1}
    assert "missing.html does not exist" in done.stderr
    again = run("import", saved, "--employer", "Pallvik")
    assert json.loads(again.stdout.splitlines()[-1]) == {"new": 0, "changed": 0, "unchanged": 10, "failed": 0}
    assert run("import", tmp_path / "missing.html", "--employer", "Pallvik").exit_code == 1
    fails(run("import", saved, "--employer", " "), "--employer")


def test_a_source_is_watched_permitted_collected_and_shown(run: Run, watched: str) -> None:
    done = run("collect", "--source", 1)
    assert json.loads(done.stdout)["new"] == 24
    shown = run("sources").stdout.splitlines()
    assert shown[0].split("\t")[0] == "source"
    assert "healthy" in shown[1]
    assert "24 of 24 the platform says it shows" in shown[1]
    assert "Pallvik" in run("employers").stdout
    assert len(run("tickets", "--limit", 3).stdout.splitlines()) == 4
    fails(run("tickets", "--state", "lost"), "lost", "open")


def test_a_source_without_permission_is_not_collected(run: Run) -> None:
    run("watch", "Pallvik", "--platform", "demo", "--url", "http://127.0.0.1:9/arbetsgivare/x", "--competitor")
    done = run("collect", "--source", 1)
    assert (done.exit_code, json.loads(done.stdout)["verdict"]) == (1, "forbidden")
    assert "none" not in run("sources").stdout.splitlines()[1].split("\t")[4]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("watch", "E", "--platform", "myspace", "--url", "https://x.example"), "myspace"),
        (("watch", "E", "--platform", "demo", "--url", "nonsense"), "nonsense"),
        (("watch", "E", "--platform", "demo", "--url", "https://x.example", "--schedule", "often"), "often"),
        (("permit", 9, "--basis", "b", "--reviewed-by", "l", "--expires", "2027-01-01"), "no source 9"),
        (("collect", "--source", 9), "no source 9"),
        (("audit", "Nobody"), "Nobody"),
        (("export", "Nobody", "2026-10"), "Nobody"),
        (("keys", "add", "anna", "--role", "king"), "king"),
        (("keys", "revoke", "nobody"), "nobody"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_it(run: Run, words: tuple[object, ...], names: str) -> None:
    fails(run(*words), names)


def test_a_permission_that_says_nothing_is_none(run: Run, watched: str) -> None:
    fails(run("permit", 1, "--basis", " ", "--reviewed-by", "x", "--expires", "2027-01-01"), "basis")


def test_a_month_is_frozen_and_exported(run: Run, saved: Path, tmp_path: Path) -> None:
    run("import", saved, "--employer", "Pallvik")
    assert "is frozen" in run("audit", "Pallvik", "2026-10").stdout
    assert "was frozen before" in run("audit", "1", "2026-10").stdout
    files = run("export", "Pallvik", "2026-10", "--folder", tmp_path / "out").stdout.splitlines()
    assert {Path(name).suffix for name in files} == {".csv", ".html", ".json"}
    assert all(Path(name).stat().st_size for name in files)
    assert len(run("export", "Pallvik", "2026-10", "--format", "csv").stdout.splitlines()) == 1
    fails(run("export", "Pallvik", "2026-10", "--format", "docx"), "docx")
    fails(run("export", "Pallvik", "2026-09"), "2026-09 is not frozen")
    fails(run("audit", "Pallvik", "2999-01"), "not over yet")
    fails(run("audit", "Pallvik", "januari"), "januari")
    assert run("audit", "Pallvik").exit_code == 0


def test_keys_are_made_listed_and_revoked(run: Run) -> None:
    key = run("keys", "add", "anna").stdout.strip()
    assert key.startswith("omd_")
    fails(run("keys", "add", "anna"), "anna")
    fails(run("keys", "add", "\x1b[2J"), "cannot name a key")
    assert key not in run("keys", "list").stdout
    run("keys", "revoke", "anna")
    assert run("keys", "list").stdout.splitlines()[1].split("\t")[3]


def test_upkeep(run: Run, saved: Path) -> None:
    run("import", saved, "--employer", "Pallvik")
    assert "is the newest" in run("upgrade").stdout
    assert run("retain").stdout == "0 captures, 0 reviews and 0 events erased\n"
    assert run("erase", 1, 99).stdout == "1 of 2 captures erased\n"
    assert "demo" in run("platforms").stdout
    assert run("--version").stdout.startswith("omdome ")


def test_tables_fit_a_terminal_and_never_steer_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_table(("name",), [("evil\x1b[2J\nname [bold]x[/bold]",)])
    shown = capsys.readouterr().out
    assert "\x1b[2J" not in shown
    assert "[bold]" in shown


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("OMDOME_PORT", "http", "OMDOME_PORT"),
        ("OMDOME_SECRET", "hush-hush-short", "OMDOME_SECRET"),
        ("OMDOME_DATABASE_URL", "mysql://root:hush-hush-short@h/x", "OMDOME_DATABASE_URL"),
        ("OMDOME_DATABASE_URL", "::::", "OMDOME_DATABASE_URL"),
        ("OMDOME_CHANNELS", "slack", "OMDOME_SLACK_WEBHOOK"),
        ("OMDOME_CHANNELS", "pigeon", "pigeon"),
        ("OMDOME_LANGUAGE", "fr", "OMDOME_LANGUAGE"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_repeated(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    saved: Path,
    name: str,
    value: str,
    says: str,
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["omdome", "import", str(saved), "--employer", "E"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert says in said
    assert said.count("\n") == 1
    assert "hush-hush" not in said


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from service.config import load_settings

    for name, value in {
        "ALLOW_HOSTS": "a.example, b.example:81,",
        "CHANNELS": "console",
        "CONTACT": "",
        "UNKNOWN": "1",
        "LOG_JSON": "true",
    }.items():
        monkeypatch.setenv(f"OMDOME_{name}", value)
    settings = load_settings(port=9)
    assert settings.allow_hosts == {"a.example", "b.example:81"}
    assert (settings.channels, settings.port, settings.contact) == (("console",), 9, "")


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; import service.cli; print([n for n in ('sqlalchemy','fastapi','numpy','bs4','vaderSentiment') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_drama(saved: Path, tmp_path: Path) -> None:
    files = " ".join([str(saved)] * 60)
    line = f"{sys.executable} -m service parse {files} | head -c 10"
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"OMDOME_DATA_DIR": str(tmp_path)},
    )
    assert "Traceback" not in done.stderr


def test_a_file_over_the_limit_or_that_cannot_be_read_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMDOME_MAX_FILE_MB", "1")
    large = tmp_path / "large.html"
    large.write_bytes(b"x" * 1_100_000)
    told = [json.loads(line)["error"] for line in run("parse", large, "/proc/self/mem").stdout.splitlines()]
    assert "larger than 1 MB" in told[0]
    assert "cannot be read" in told[1]


def test_a_database_that_cannot_be_used_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMDOME_DATABASE_URL", f"sqlite:///{tmp_path}")
    fails(run("employers"), "the database cannot be used", "OMDOME_DATABASE_URL")
