"""Files of every kind through the one intake: tables, mails, archives, JSON lines; ids or none, once or again."""

from __future__ import annotations

import gzip
import json

import pytest
from sqlalchemy import select

from service.domain.errors import InvalidInput
from service.storage.repositories import captures, employers, life
from service.storage.tables import Capture, Review, Revision, Source, Ticket
from service.workflows.importing import Imported, SavedPage, import_pages, keep_columns
from service.workflows.understand import understand
from tests.factories import SITE, Scene
from tests.scrapers.imports.files import (
    AUTHORS,
    GLASSDOOR,
    make_archive,
    make_csv,
    make_kununu,
    make_mail,
    make_workbook,
)

OURS = "Nordvik Verkstad AB"


def take(scene: Scene, *contents: bytes, employer: str = OURS, platform: str | None = None) -> Imported:
    pages = [SavedPage(f"file{number}", content) for number, content in enumerate(contents)]
    return import_pages(scene.house.database, employer, pages, clock=scene.clock, channels=["fake"], platform=platform)


def held(scene: Scene) -> list[Review]:
    with scene.house.database.read() as session:
        return list(session.scalars(select(Review).order_by(Review.id)))


def everything_kept(scene: Scene) -> bytes:
    with scene.house.database.read() as session:
        numbers = session.scalars(select(Capture.id)).all()
        return b"".join(captures.body(session, number) for number in numbers)


def test_a_table_without_ids_comes_in_once_however_often_it_is_imported(scene: Scene) -> None:
    first, second = take(scene, make_csv(), platform="glassdoor"), take(scene, make_csv(), platform="glassdoor")
    assert first.tally.new == len(held(scene)) > 0
    assert (second.tally.new, second.tally.changed) == (0, 0)
    assert all(review.identity.startswith("fp:") for review in held(scene))


def test_a_table_that_names_no_platform_is_refused_with_what_to_do(scene: Scene) -> None:
    done = take(scene, make_csv())
    assert held(scene) == []
    assert "--platform" in done.failed[0]


def test_another_platform_than_we_know_is_refused(scene: Scene) -> None:
    with pytest.raises(InvalidInput, match="no platform"):
        take(scene, make_csv(), platform="nowhere")


@pytest.mark.parametrize("packed", [False, True])
def test_workbooks_come_in_and_keep_no_author(scene: Scene, packed: bool) -> None:
    book = make_kununu()
    done = take(scene, gzip.compress(book, mtime=0) if packed else book, platform="glassdoor")
    assert done.tally.new > 0, done.failed
    kept = everything_kept(scene)
    assert not any(author.encode() in kept for author in AUTHORS)
    assert take(scene, make_workbook([["Nonsens"], ["x"]]), platform="glassdoor").failed


def test_a_saved_archive_is_read_like_the_page_in_it(scene: Scene) -> None:
    page = scene.fetcher.get(f"{SITE}/arbetsgivare/{scene.own}").content
    done = take(scene, make_archive(page))
    assert done.tally.new == 10, done.failed
    assert {review.platform for review in held(scene)} == {"demo"}


def test_a_review_without_an_id_meets_itself_with_one_and_keeps_its_history(scene: Scene) -> None:
    record = {
        "published_on": "2026-11-02", "rating": 2, "title": "Schemat", "cons": "Helgerna byts dagen innan.",
    }  # fmt: skip
    bare = json.dumps(record).encode() + b"\n"
    named = json.dumps({**record, "external_id": "X-77", "job_title": "Montör"}).encode() + b"\n"
    take(scene, bare, platform="indeed")
    (before,) = held(scene)
    done = take(scene, named, platform="indeed")
    (after,) = held(scene)
    assert (done.tally.new, after.id, after.external_id) == (0, before.id, "X-77")
    take(scene, bare, platform="indeed")
    assert len(held(scene)) == 1
    with scene.house.database.read() as session:
        assert "merged" in [event.kind for event in life.of_review(session, after.id)]
        newest = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest is not None
    assert newest.job_title == "Montör"


def test_the_same_words_on_two_platforms_are_two_reviews(scene: Scene) -> None:
    line = json.dumps({"published_on": "2026-11-02", "rating": 2, "cons": "Helgerna byts dagen innan."}).encode()
    take(scene, line, platform="indeed")
    take(scene, line, platform="glassdoor")
    assert len(held(scene)) == 2


def test_stars_without_a_word_are_counted_and_not_merged(scene: Scene) -> None:
    lines = "\n".join(json.dumps({"published_on": "2026-11-02", "rating": 5}) for _ in range(3)).encode()
    assert take(scene, lines, platform="indeed").tally.new == 3
    assert take(scene, lines, platform="indeed").tally.new == 0


def test_a_mail_without_text_opens_a_ticket_to_save_the_page(scene: Scene) -> None:
    take(scene, json.dumps({"published_on": "2026-10-01", "rating": 4, "text": "Bra."}).encode(), platform="glassdoor")
    done = take(scene, make_mail(f"A new review was posted.\n{GLASSDOOR}\n"))
    assert done.tally.new == 1, done.failed
    understand(scene.house.database, now=scene.clock(), channels=["fake"])
    review = held(scene)[-1]
    with scene.house.database.read() as session:
        reasons = session.scalars(select(Ticket.reasons).where(Ticket.review_id == review.id)).one()
    assert "save this page" in reasons[-1]
    assert b"karin" not in everything_kept(scene).lower()


def test_columns_an_employer_told_are_remembered(scene: Scene) -> None:
    table = b"Sagt;Kommentar om jobbet;Dag\n" + b"".join(
        f"{stars};Mycket att g\u00f6ra p\u00e5 lagret {stars};2026-10-0{stars}\n".encode() for stars in (1, 2, 3, 4)
    )
    told = ["Sagt=rating", "Kommentar om jobbet=text", "Dag=published_on"]
    keep_columns(scene.house.database, OURS, told, now=scene.clock())
    assert take(scene, table, platform="indeed").tally.new == 4
    with scene.house.database.read() as session:
        employer = employers.named(session, OURS)
    assert employer is not None
    assert employer.columns == {"Sagt": "rating", "Kommentar om jobbet": "text", "Dag": "published_on"}


@pytest.mark.parametrize("words", ["=rating", "Betyg", "Betyg=author", "Namn=displayName"])
def test_a_mapping_that_is_none_is_refused(scene: Scene, words: str) -> None:
    with pytest.raises(InvalidInput, match="is no column"):
        keep_columns(scene.house.database, OURS, [words], now=scene.clock())


def test_sources_by_import_have_their_own_sight(scene: Scene) -> None:
    take(scene, make_csv(), platform="glassdoor")
    with scene.house.database.read() as session:
        source = session.scalars(select(Source).where(Source.way_in == "import")).one()
    assert source.state in ("healthy", "degraded")
