"""Laying out a review: offsets in the joined text, folded words, sentences and clauses."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.review import ReviewText
from service.understanding.words import LONGEST_WORD, clauses, cut_out, lay_out, sentences

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)


def test_words_are_placed_in_the_non_empty_fields_joined_by_newlines() -> None:
    review = ReviewText(title="Fin plats", pros="", cons="Låg lön", text="Punkt.")
    joined = "Fin plats\nLåg lön\nPunkt."
    laid = lay_out(review)
    assert [field.name for field in laid] == ["title", "cons", "text"]
    for field in laid:
        for at, word in enumerate(field.words):
            start, end = field.place(at, at + 1)
            assert joined[start:end].lower() == word


@given(ANY_TEXT, ANY_TEXT)
def test_places_hold_for_any_text(title: str, text: str) -> None:
    joined = "\n".join(filter(None, (title, text)))
    for field in lay_out(ReviewText(title=title, text=text)):
        assert 2 * len(field.words) == len(field.edges)
        for at in range(len(field.words)):
            start, end = field.place(at, at + 1)
            assert 0 <= start < end <= len(joined)
            assert joined[start:end] == field.text[slice(*field.edges[2 * at : 2 * at + 2])]


def test_ways_of_writing_one_word_are_one_word() -> None:
    composed, apart, hidden, curly = "café", "cafe\u0301", "ca\u200bfé", "don’t"
    words = [lay_out(ReviewText(text=text))[0].words for text in (composed, apart, hidden)]
    assert words == [["café"]] * 3
    assert lay_out(ReviewText(text=curly))[0].words == ["don't"]


def test_hyphenated_words_are_apart_and_swedish_colons_together() -> None:
    assert lay_out(ReviewText(text="work-life, VD:n"))[0].words == ["work", "life", "vd:n"]


def test_a_word_without_end_is_cut() -> None:
    assert lay_out(ReviewText(text="å" * 100_000))[0].words == ["å" * LONGEST_WORD]


@given(ANY_TEXT)
def test_sentences_and_clauses_are_the_whole_text(text: str) -> None:
    for parts in (list(sentences(text)), [part for field in lay_out(ReviewText(text=text)) for part in clauses(field)]):
        assert "".join(text[start:end] for start, end in parts) == text
        assert all(start < end for start, end in parts)


def test_a_word_of_contrast_begins_a_clause() -> None:
    text = "Bra lön, men ingen lyssnar. Punkt"
    assert [text[start:end] for start, end in clauses(lay_out(ReviewText(text=text))[0])] == [
        "Bra lön, ",
        "men ingen lyssnar.",
        " Punkt",
    ]


def test_a_part_of_a_field_keeps_its_place_in_the_review() -> None:
    field = lay_out(ReviewText(title="Ett", text="Två tre. Fyra fem"))[1]
    part = cut_out(field, 8, len(field.text))
    assert part.words == ["fyra", "fem"]
    assert part.place(0, 1) == field.place(2, 3)
