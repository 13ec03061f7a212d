"""Review records as JSON lines in, readings out: the format, the order, the errors, and streaming."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.interchange import json_line
from service.understanding import read_lines
from service.understanding.interchange import BATCH

KEYS = [
    "id",
    "language",
    "language_confidence",
    "tone",
    "score",
    "p_negative",
    "basis",
    "needs_reply",
    "reasons",
    "urgent",
    "themes",
    "model",
]


def answer(line: bytes | str) -> tuple[dict[str, Any], bool]:
    (found,) = read_lines([line])
    return found


def test_a_reading_has_the_keys_of_the_format_in_its_order() -> None:
    record = {"id": "17", "cons": "Chefen mobbade mig och lönen är för låg. Ingen lyssnar.", "rating": 1, "helpful": 3}
    reading, good = answer(json.dumps(record))
    assert good
    assert list(reading) == KEYS
    assert reading["id"] == "17"
    assert reading["urgent"] == ["harassment"]
    written = json.loads(json_line(reading))
    assert written == reading
    assert [list(theme) for theme in written["themes"]] == [["theme", "polarity", "spans"]] * len(written["themes"])


def test_a_switch_of_language_is_noted_where_there_is_one() -> None:
    text = "Schemat är kaos och chefen svarar aldrig på våra frågor. The management never listens to what we tell them."
    assert answer(json.dumps({"text": text}))[0]["also"] == ["en"]


def test_blank_lines_are_skipped_and_an_absent_id_is_null() -> None:
    found = list(read_lines(["\n", "  ", b"", b"\t\n", '{"text": "Good"}\n', b'{"id": null}']))
    assert [(reading["id"], good) for reading, good in found] == [(None, True), (None, True)]


def test_a_whole_number_comes_back_as_one() -> None:
    assert answer('{"id": 17}')[0]["id"] == 17
    assert answer('{"id": -9223372036854775807}')[0]["id"] == -(2**63 - 1)


@pytest.mark.parametrize(
    ("line", "record_id", "says"),
    [
        ("{", None, "not JSON"),
        ("[1]", None, "one JSON object"),
        ("null", None, "one JSON object"),
        (b'{"text": "\xff"}', None, "not UTF-8 at byte 10"),
        ('{"id": "a", "text": 5}', "a", "text is a string or null, not int"),
        ('{"id": "a", "rating": "4"}', "a", "rating is a number from 1 to 5"),
        ('{"id": "a", "rating": true}', "a", "rating"),
        ('{"id": "a", "rating": 0}', "a", "rating"),
        ('{"id": 3, "rating": 1e999}', 3, "rating"),
        ('{"id": "a", "rating": NaN}', "a", "rating"),
        ('{"id": "a", "subratings": [1]}', "a", "subratings is an object"),
        ('{"id": "a", "subratings": {"pay": 9}}', "a", "subratings.pay"),
        ('{"id": "a", "language": 1}', "a", "language is a string"),
        ('{"id": {"x": 1}}', None, "id is a string or a whole number"),
        ('{"id": true}', None, "id is"),
        ('{"id": 9223372036854775808}', None, "write other ids as strings"),
        ("[" * 100_000, None, "nested too deeply"),
        ('{"rating": ' + "9" * 5000 + "}", None, "not JSON"),
    ],
)
def test_a_bad_line_is_an_error_object(line: bytes | str, record_id: object, says: str) -> None:
    found, good = answer(line)
    assert not good
    assert list(found) == ["id", "error"]
    assert found["id"] == record_id
    assert says in str(found["error"])


def test_a_bad_line_leaves_the_others_unharmed_and_in_order() -> None:
    lines = ['{"id": "1", "text": "Good"}', "oops", '{"id": "2", "text": "Bad"}', '{"id": "3", "rating": 7}']
    assert [(found["id"], good) for found, good in read_lines(lines)] == [
        ("1", True),
        (None, False),
        ("2", True),
        ("3", False),
    ]


def test_null_fields_and_subratings_are_absent() -> None:
    reading, good = answer('{"title": null, "rating": null, "subratings": {"pay": null}}')
    assert good
    assert reading["basis"] == "none"
    assert answer('{"subratings": null}')[1]
    assert answer('{"subratings": {"pay": 1, "management": 2}}')[0]["basis"] == "text+subratings"


def test_a_byte_order_mark_is_no_part_of_the_record() -> None:
    assert answer(b'\xef\xbb\xbf{"id": "1"}')[0]["id"] == "1"


def test_lines_are_taken_a_batch_at_a_time() -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield json.dumps({"id": str(taken)})

    readings = read_lines(lines())
    assert taken == 0
    assert next(readings)[0]["id"] == "1"
    assert taken == BATCH
    assert [found["id"] for found, _ in islice(readings, BATCH)][-1] == str(BATCH + 1)
    assert taken == 2 * BATCH


@pytest.mark.parametrize(
    "line",
    [
        r'{"id": "a\ud800b", "text": "Good \udfff team"}',
        r'{"id": "a\ud800b", "text": 5}',
        r'{"id": "a\ud800b", "subratings": {"\ud800": 9}}',
    ],
)
def test_a_lone_surrogate_comes_back_as_what_can_be_written(line: str) -> None:
    found, _ = answer(line)
    assert found["id"] == "a\ufffdb"
    assert json.loads(json_line(found)) == found


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec=None), max_size=40), st.text(st.characters(codec=None), max_size=40))
def test_any_record_comes_back_as_one_line_with_its_id(record_id: str, text: str) -> None:
    found, good = answer(json.dumps({"id": record_id, "text": text}))
    line = json_line(found).decode("utf-8")
    assert good
    assert json.loads(line) == found
    assert len(found["id"]) == len(json.loads(json.dumps(record_id)))  # a pair of surrogates is one character in JSON
    assert len(line.splitlines()) == 1


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.binary(max_size=60), st.text(st.characters(codec=None), max_size=60)))
def test_any_line_is_answered_or_blank(line: bytes | str) -> None:
    answers = [json_line(found) for found, _ in read_lines([line])]
    assert len(answers) == (1 if line.strip() else 0)
