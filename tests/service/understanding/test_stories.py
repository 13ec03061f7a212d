"""What the fictional platform's staff write: the alarms that are meant to be heard, and no others."""

from datetime import date

import pytest

from service.demo import stories
from service.demo.records import Review
from service.domain.review import Reading, ReviewText, Tone, Urgency
from service.understanding import read_batch

TODAY = date(2026, 3, 2)


def understood(reviews: list[Review]) -> list[Reading]:
    return read_batch(
        [
            ReviewText(
                id=review.title,
                title=review.title,
                pros=review.pros,
                cons=review.cons,
                advice=review.advice,
                text=review.text,
                rating=float(review.stars),
                language=review.language,
            )
            for review in reviews
        ]
    )


def alarms(readings: list[Reading]) -> dict[str | None, tuple[Urgency, ...]]:
    return {reading.id: reading.urgent for reading in readings if reading.urgent}


def test_the_removed_guard_is_urgent_although_it_has_three_stars_and_praise() -> None:
    urgent, swedish, english = understood(stories.alarming_reviews(TODAY))
    assert urgent.urgent == (Urgency.SAFETY,)
    assert "urgent: safety" in urgent.reasons
    assert (swedish.urgent, english.urgent) == ((), ())
    assert (swedish.tone, english.tone) == (Tone.NEGATIVE, Tone.NEGATIVE)
    assert swedish.needs_reply
    assert english.needs_reply


def test_of_the_opening_reviews_the_emergency_stop_is_urgent_and_hardly_another() -> None:
    readings = understood(stories.opening_reviews(TODAY))
    found = alarms(readings)
    assert found["Nödstoppet vid band tre fungerade inte"] == (Urgency.SAFETY,)
    assert len(found) <= 3, "one ordinary story in ten may sound urgent (docs/understanding.md)"


@pytest.mark.parametrize("mood", ["mixed", "positive"])
def test_hardly_any_coming_review_is_urgent(mood: str) -> None:
    """Two false alarms among them are the price of hearing what is told between the lines (docs/understanding.md)."""
    assert len(alarms(understood(stories.coming_reviews(mood, TODAY)))) <= 2


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_people_add_later_is_urgent(language: str) -> None:
    added = [ReviewText(id=said["text"], text=said["text"], language=language) for said in stories.additions(language)]
    assert added
    assert alarms(read_batch(added)) == {}


def test_the_languages_are_those_the_stories_are_written_in() -> None:
    reviews = stories.opening_reviews(TODAY)
    assert [reading.language for reading in understood(reviews)] == [review.language for review in reviews]
