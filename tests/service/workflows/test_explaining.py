"""Why a review was read so: the words that move it are named, in its own language, over the CLI and the API."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from service.cli import cli
from service.domain.review import ReviewText, Urgency
from service.domain.ticket import Role
from service.understanding import explain as explaining
from service.understanding.explain import MOST_WORDS, explain
from service.understanding.tone import TextTone, text_tones
from service.understanding.words import Field
from service.workflows.explaining import explained
from tests.factories import Scene

MIXED = "Bra lön och fina kollegor. Men chefen skriker på folk så att ingen vågar säga ifrån."


def test_the_words_that_blame_and_those_that_praise_are_told_apart() -> None:
    found = explain(ReviewText(text=MIXED, language="sv"))
    moved = {one.text: one.toward_negative for one in found.clauses}
    assert moved["Bra lön och fina kollegor."] < 0 < moved["Men chefen skriker på folk så att ingen vågar säga ifrån."]
    assert {one.text: one.toward_negative for one in found.words}["skriker"] > 0
    assert all(MIXED[one.start : one.end].strip() == one.text for one in (*found.words, *found.clauses))
    strengths = [abs(one.toward_negative) for one in found.words]
    assert strengths == sorted(strengths, reverse=True)


def test_it_is_told_in_the_language_of_the_review_or_the_one_asked_for() -> None:
    _, swedish = explained(ReviewText(text=MIXED, language="sv"))
    assert swedish[0].startswith("Läst som")
    assert any("“chefen”" in line and line.startswith("Klandrar") for line in swedish)
    _, english = explained(ReviewText(text=MIXED, language="sv"), "en")
    assert english[0].startswith("Read as")
    _, danish = explained(
        ReviewText(text="Vi har travlt hele tiden og chefen lytter ikke til nogen af os", language="da")
    )
    assert danish[0].startswith("Läst som")


def test_an_urgent_matter_is_shown_where_it_stands() -> None:
    text = "Fine place. My manager touched women inappropriately."
    (hit,) = explain(ReviewText(text=text, language="en")).urgent
    assert (hit.kind, hit.outright) == (Urgency.HARASSMENT, True)
    assert "touched" in text[hit.start : hit.end]


def test_a_text_nobody_can_read_says_so_and_a_long_one_is_cut_short() -> None:
    _, lines = explained(ReviewText(text="これは会社のレビューです", language="ja"))
    assert lines == ["Not read: its language (ja) is none we read, and there are no stars."]
    assert explain(ReviewText()).words == ()
    long = explain(ReviewText(text=f"The pay is poor. {'Nobody listens to us here. ' * 400}", language="en"))
    assert len(long.words) <= MOST_WORDS


def test_an_endless_review_is_not_read_again_for_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred times 100 kB, held at once."""
    asked: list[int] = []

    def counted(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> list[TextTone]:
        asked.append(sum(len(field.text) for fields in laid for field in fields))
        return text_tones(laid, languages)

    monkeypatch.setattr(explaining, "text_tones", counted)
    explain(ReviewText(text="bra lön dålig chef " * 5_000, language="sv"))
    assert len(asked) == 2
    assert max(asked) <= 1.3 * explaining.MOST_LETTERS


def test_the_command_line_explains_and_refuses_nothing_at_all() -> None:
    told = CliRunner().invoke(
        cli, ["explain", "--pros", "Bra lön", "--cons", "Ingen lyssnar\x1b[2J", "--language", "sv"]
    )
    assert told.exit_code == 0
    assert "Läst som" in told.stdout
    assert "\x1b" not in told.stdout
    assert CliRunner().invoke(cli, ["explain"]).exit_code != 0


def test_the_api_explains_a_text_and_a_held_review(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key(Role.VIEWER)
    body = {"text": MIXED, "language": "sv"}
    told = api.post("/api/v1/explanations", json=body, headers=key).json()
    assert told["said"][0].startswith("Läst som")
    assert told["clauses"][0]["text"] in MIXED
    assert {hit["theme"] for hit in told["themes"]} >= {"management", "pay_benefits"}
    held = api.get("/api/v1/reviews?limit=1", headers=key).json()["items"][0]
    again = api.get(f"/api/v1/reviews/{held['id']}/explanation?say=en", headers=key).json()
    assert again["tone"] == held["reading"]["tone"]
    assert again["said"][0].startswith("Read as")


@pytest.mark.parametrize("body", [{"text": "x" * 20_001}, {"text": 5}, {"author": "A"}, {"text": "a", "rating": 9}])
def test_what_cannot_be_explained_is_refused(small_scene: Scene, body: dict[str, object]) -> None:
    api, key = small_scene.api(), small_scene.key()
    assert api.post("/api/v1/explanations", json=body, headers=key).status_code == 422
    assert api.post("/api/v1/explanations", json={"text": "a"}).status_code == 401
    assert api.get("/api/v1/reviews/987654/explanation", headers=key).status_code == 404
