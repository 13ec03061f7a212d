"""JSON in scripts: whole bodies, assignments with script behind them, damage, and walking without surprises."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reading.document import Document
from scrapers.reading.embedded import assigned_json, dig, script_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=12,
)


def page(script: str, tag: str = "<script>") -> Document:
    return Document(f"<html><body>{tag}{script}</script></body></html>")


class TestScriptJson:
    def test_the_whole_body(self) -> None:
        assert script_json(page(' {"a": ["å"]} \n', '<script id="state">'), 'id="state"') == {"a": ["å"]}

    @pytest.mark.parametrize("body", ['{"a": [1, 2', "", "not json", "[" * 5000])
    def test_cut_short_or_absent_is_none(self, body: str) -> None:
        assert script_json(page(body, '<script id="state">'), 'id="state"') is None
        assert script_json(page(body), "no such") is None


class TestAssignedJson:
    @pytest.mark.parametrize(
        "script",
        [
            'window.STATE={"a": 1};',
            'var STATE = {"a": 1};\nvar b = {"c": 2};',
            'window["STATE"] = {"a": 1}',
            '{"x": 0, "STATE": {"a": 1}, "y": 2}',
            'if (STATE == 1) {}; MY_STATE = {"a": 2}; STATE={"a": 1} , d = 3',
            'STATE = null; STATE = {"a": 1}',
        ],
    )
    def test_the_value_ends_where_it_ends(self, script: str) -> None:
        assert assigned_json(page(script), "STATE") == {"a": 1}

    def test_brackets_and_quotes_inside_strings(self) -> None:
        value = {"a": 'b}"; {[', "å": "\\"}
        assert assigned_json(page(f"x={{}};STATE={json.dumps(value, ensure_ascii=False)};y='}}'"), "STATE") == value

    def test_the_next_script_is_tried(self) -> None:
        document = Document("<script>STATE={cut</script><script>STATE=[1]</script>")
        assert assigned_json(document, "STATE") == [1]

    def test_none_where_it_is_cut_or_not_there(self) -> None:
        assert assigned_json(page('STATE={"a": '), "STATE") is None
        assert assigned_json(page("STATE()"), "STATE") is None

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            (r'{"a": "x\ud83d"}', {"a": "x�"}),
            (r'{"a": "\ud83d\ude00 \ud83d"}', {"a": "😀 �"}),
            (r'{"a": "\\ud83d", "b": "\udc00"}', {"a": r"\ud83d", "b": "�"}),
            ('{"a": "line\nbreak"}', {"a": "line\nbreak"}),
            ('{"a": NaN, "b": -Infinity}', {"a": None, "b": None}),
        ],
    )
    def test_what_browsers_accept_is_read(self, written: str, read: Any) -> None:
        assert assigned_json(page(f"STATE={written};f()"), "STATE") == read

    @given(VALUES)
    def test_any_object_is_read_back(self, value: Any) -> None:
        written = json.dumps({"v": value}).replace("</", "<\\/")
        assert assigned_json(page(f"window.STATE={written};window.other={{}};"), "STATE") == {"v": value}

    def test_hostile_repetition_takes_no_time(self) -> None:
        document, began = page("STATE " * 100_000 + "STATE =" * 10_000), time.process_time()
        assert assigned_json(document, "STATE") is None
        assert time.process_time() - began < 20


class TestDig:
    @pytest.mark.parametrize(
        ("path", "found"),
        [
            (("a", 0, "b"), 1),
            (("a", -1, "b"), 1),
            (("a", 1), None),
            (("a", "b"), None),
            (("c", "d"), None),
            ((0,), None),
        ],
    )
    def test_a_missing_or_wrong_step_is_none(self, path: tuple[str | int, ...], found: object) -> None:
        assert dig({"a": [{"b": 1}], "c": None}, *path) == found

    def test_no_path_is_the_value(self) -> None:
        assert dig("x") == "x"
