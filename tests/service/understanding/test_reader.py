"""Reading a batch: pure, in order, one by one the same, and never stopped by any text."""

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.review import Basis, Reading, ReviewText, Tone
from service.understanding import MODEL, read_batch, reader
from service.understanding.words import Field

ANY_TEXT = st.one_of(st.none(), st.text(st.characters(codec=None), max_size=60))
REVIEWS = st.builds(
    ReviewText,
    id=st.one_of(st.none(), st.text(max_size=5)),
    title=ANY_TEXT,
    pros=ANY_TEXT,
    cons=ANY_TEXT,
    advice=ANY_TEXT,
    text=ANY_TEXT,
    rating=st.one_of(st.none(), st.floats()),
    subratings=st.dictionaries(st.text(max_size=4), st.floats(), max_size=3),
    language=st.one_of(st.none(), st.sampled_from(["sv", "en", "de", "xx", ""]), st.text(max_size=4)),
)

HOSTILE = [
    "\x00" * 50,
    "\ud800 lone \udfff surrogates \ud800",
    "<p>Good <b>pay</b></p><script>alert('bad')</script>&amp;&#x27;",
    "\u200b".join("toxic"),
    "😀👩‍👩‍👧 great 🏳️‍🌈 team 💣",
    "e\u0301" * 3000,
    "\u0300" * 5000,
    "." * 20_000 + "a",
    "!?" * 10_000,
    "but " * 5_000,
    "good but bad " * 5_000,
    "a" * 100_000,
    "İ" * 2_000,
    "manager Kim is an idiot " * 2_000,
    "@" * 5_000,
    "0 " * 5_000,
    "\n" * 10_000,
    "no not never " * 3_000,
    "bullied unsafe illegal " * 3_000,
    "x\u2028y\u2029z\u0085",
    "'" * 10_000,
    "a'" * 10_000,
    "bra lön, dålig chef och trevlig lunch, " * 2_500,
    "stress lön chef " * 6_000,
    "2a 3b 5c " * 10_000,
    " ".join(f"3q{n:x}" for n in range(15_000)),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["en", "sv", None])
def test_no_text_stops_the_reader(text: str, language: str | None) -> None:
    for parts in ({"text": text}, {"title": text, "pros": text, "cons": text, "rating": 3.0}):
        (reading,) = read_batch([ReviewText(language=language, **parts)])
        assert 0 < reading.p_negative < 1
        assert -1 <= reading.score <= 1


@settings(deadline=None, max_examples=80)
@given(st.lists(REVIEWS, max_size=4))
def test_one_reading_per_text_the_same_alone_as_in_company(reviews: list[ReviewText]) -> None:
    together = read_batch(reviews)
    assert together == [read_batch([review])[0] for review in reviews]
    assert together == read_batch(reviews)
    assert [reading.id for reading in together] == [review.id for review in reviews]
    for reading in together:
        assert 0 < reading.p_negative < 1
        assert reading.needs_reply == bool(reading.reasons)
        assert (reading.tone is Tone.UNSURE) == (reading.basis is Basis.NONE)


def test_reading_leaves_nothing_to_the_garbage_collector() -> None:
    """None is collected while a batch is read; what holds what holds it would stay and cost a twelfth of the time."""
    said = "Bra lön, dålig chef och ingen utveckling, men fina kollegor. Good pay but harassment. Keine Zeit."
    reviews = [ReviewText(pros=said, cons=said, rating=3.0, language=language) for language in ("sv", "en", "de", "fr")]
    read_batch(reviews)
    gc.collect()
    gc.disable()
    try:
        read_batch(reviews)
        assert not [left for left in gc.get_objects() if isinstance(left, Field)]
    finally:
        gc.enable()


def test_long_reviews_go_through_the_steps_in_smaller_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables grow with the letters that are read together."""
    together: list[int] = []
    monkeypatch.setattr(reader, "LETTERS_AT_ONCE", 100)

    def counted(some: list[ReviewText]) -> list[Reading]:
        together.append(len(some))
        return []

    monkeypatch.setattr(reader, "_read_together", counted)
    read_batch([ReviewText(text="ord " * count) for count in (5, 5, 100, 1, 24, 1, 1)] + [ReviewText()] * 3)
    assert together == [2, 1, 2, 5]
    together.clear()
    read_batch([])
    assert together == []


def test_order_is_kept_across_the_steps_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "AT_ONCE", 3)
    reviews = [ReviewText(id=str(n), text="Great team" if n % 2 else "Toxic boss", language="en") for n in range(10)]
    readings = read_batch(reviews)
    assert [reading.id for reading in readings] == [str(n) for n in range(10)]
    assert [reading.tone for reading in readings] == [Tone.POSITIVE if n % 2 else Tone.NEGATIVE for n in range(10)]


def test_no_texts_no_readings() -> None:
    assert read_batch([]) == []


def test_a_reading_names_its_model() -> None:
    reading: Reading = read_batch([ReviewText()])[0]
    assert reading.model == MODEL == "tone/8+themes/3+urgent/6"
