"""The watched folder: taken in or put aside with a reason, never deleted, and nobody's file under another's name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.storage.repositories import employers
from service.workflows.dropping import Dropped, folder_name
from service.workflows.importing import import_pages
from tests.factories import SITE, Scene
from tests.scrapers.imports.files import make_csv


@pytest.fixture
def folder(scene: Scene) -> Path:
    """Our employer's part of the watched folder."""
    path = scene.house.folder.of("Pallvik Logistik")
    path.mkdir(parents=True)
    return path


def drop(scene: Scene, path: Path, content: bytes, *, seconds_ago: float = 60) -> Path:
    path.write_bytes(content)
    moment = scene.clock().timestamp() - seconds_ago
    os.utime(path, (moment, moment))
    return path


def page(scene: Scene) -> bytes:
    return scene.fetcher.get(f"{SITE}/arbetsgivare/pallvik-logistik").content


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir() if item.is_file()) if path.exists() else []


def test_a_page_is_taken_in_and_moved_to_done(scene: Scene, folder: Path) -> None:
    drop(scene, folder / "sida.html", page(scene))
    (dropped,) = scene.house.sweep()
    assert (dropped.tally.new, dropped.problem) == (10, None)
    assert dropped.path == folder / "done" / "sida.html"
    assert names(folder) == []
    assert scene.house.sweep() == []


def test_what_cannot_be_read_is_put_aside_with_the_reason(scene: Scene, folder: Path) -> None:
    drop(scene, folder / "bild.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    (dropped,) = scene.house.sweep()
    assert dropped.problem is not None
    assert names(folder / "failed") == ["bild.png", "bild.png.reason.txt"]
    reason = (folder / "failed" / "bild.png.reason.txt").read_text("utf-8")
    assert "bild.png" in reason
    assert "failed" in reason


def test_a_file_of_the_same_name_takes_nobodys_place(scene: Scene, folder: Path) -> None:
    for _ in range(3):
        drop(scene, folder / "sida.html", page(scene))
        scene.house.sweep()
    assert names(folder / "done") == ["sida (2).html", "sida (3).html", "sida.html"]


def test_a_file_still_being_written_waits(scene: Scene, folder: Path) -> None:
    path = drop(scene, folder / "sida.html", page(scene), seconds_ago=0.5)
    drop(scene, folder / "sida.html.part", page(scene))
    drop(scene, folder / "~$lista.xlsx", b"x")
    assert scene.house.sweep() == []
    scene.clock.pass_time(seconds=5)
    assert [dropped.path.name for dropped in scene.house.sweep()] == [path.name]


def test_with_several_employers_a_file_must_say_whose_it_is(scene: Scene) -> None:
    root = scene.house.folder.path
    root.mkdir(parents=True)
    drop(scene, root / "sida.html", page(scene))
    (root / "Någon Annan").mkdir()
    drop(scene, root / "Någon Annan" / "sida.html", page(scene))
    dropped = scene.house.sweep()
    assert [item.tally.seen for item in dropped] == [0, 0]
    assert all("Pallvik Logistik" in str(item.problem) for item in dropped)


def test_a_folder_without_an_employer_fails_and_keeps_the_file(scene: Scene) -> None:
    root = scene.house.folder.path
    (root / "Okänt").mkdir(parents=True)
    drop(scene, root / "Okänt" / "x.csv", make_csv())
    (dropped,) = scene.house.sweep()
    assert dropped.path.read_bytes() == make_csv()


def test_a_file_beyond_the_limit_is_not_read(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "stor.csv"
    with path.open("wb") as file:
        file.truncate(scene.house.settings.max_file_mb * 1024 * 1024 + 1)
    drop_time = scene.clock().timestamp() - 60
    os.utime(path, (drop_time, drop_time))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    (dropped,) = scene.house.sweep()
    assert "50 MB" in str(dropped.problem)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_is_not_ours_to_read_says_so(scene: Scene, folder: Path) -> None:
    drop(scene, folder / "låst.html", b"x").chmod(0)
    (dropped,) = scene.house.sweep()
    assert dropped.problem


def test_a_file_that_cannot_be_opened_says_why(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    drop(scene, folder / "låst.html", b"x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (dropped,) = scene.house.sweep()
    assert "Permission denied" in str(dropped.problem)


def test_a_link_is_never_followed(scene: Scene, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(make_csv())
    (folder / "lista.csv").symlink_to(secret)
    (scene.house.folder.path / "länkad").symlink_to(tmp_path)
    assert scene.house.sweep() == []


def test_two_that_sweep_at_once_do_no_harm(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop(scene, folder / "sida.html", page(scene))

    def and_meanwhile(*args: object, **told: object) -> object:
        path.rename(folder / "elsewhere.html.part")
        return import_pages(*args, **told)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("service.workflows.dropping.import_pages", and_meanwhile)
    (dropped,) = scene.house.sweep()
    assert isinstance(dropped, Dropped)
    assert dropped.tally.new == 10


@pytest.mark.parametrize(
    ("name", "is_"), [('A/B: "C"?', "A_B_ _C__"), ("..", "_"), ("Å\x00B.", "Å_B"), ("x" * 300, "x" * 100)]
)
def test_any_name_makes_a_folder(name: str, is_: str) -> None:
    assert folder_name(name) == is_


def test_one_employer_needs_no_folder_of_its_own(scene: Scene) -> None:
    with scene.house.database.write() as session:
        employers.get(session, 1).kind = "competitor"
    root = scene.house.folder.path
    root.mkdir(parents=True)
    drop(scene, root / "sida.html", page(scene))
    (dropped,) = scene.house.sweep()
    assert dropped.tally.new == 10
