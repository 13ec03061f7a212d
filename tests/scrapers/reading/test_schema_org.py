"""JSON-LD and microdata in the shapes pages really have."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.contract import Audience
from scrapers.reading.document import Document
from scrapers.reading.schema_org import every, is_a, json_ld, microdata, words
from scrapers.reading.schema_reviews import Standing, review, standing
from tests.scrapers.pages.schema_marked import AGGREGATE, MICRODATA, make_node, make_page


def nodes(*blocks: Any) -> list[dict[str, Any]]:
    return json_ld(Document(make_page(*blocks)))


def test_single_objects_arrays_and_graphs_are_all_flattened() -> None:
    one, two, three = make_node(1), make_node(2), make_node(3)

    assert nodes(one, [two], {"@graph": [three]}, {"@graph": one}, [[{"@graph": [two]}]]) == [one, two, three, one, two]


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Review", "reviewBody": "two\nlines"}',
        '<!-- {"@type": "Review"} -->',
        '//<![CDATA[\n{"@type": "Review"}\n//]]>',
        '{"@type": "Review"};',
    ],
)
def test_common_slips_are_forgiven(block: str) -> None:
    assert [node["@type"] for node in nodes(block)] == ["Review"]


@pytest.mark.parametrize("block", ['{"@type": "Rev', "", "null", "7", '"text"', "{'@type': 'Review'}"])
def test_what_is_no_json_ld_gives_no_nodes(block: str) -> None:
    assert nodes(block) == []


@pytest.mark.parametrize("stated", ["Review", "https://schema.org/Review", "schema:Review", ["Thing", "Review"]])
def test_a_type_may_be_written_in_four_ways(stated: object) -> None:
    assert is_a({"@type": stated}, "Review")


@pytest.mark.parametrize("node", [None, "Review", {"@type": None}, {"@type": "Reviewer"}, {}])
def test_anything_else_is_no_review(node: object) -> None:
    assert not is_a(node, "Review")


def test_nested_nodes_are_found_but_nothing_endless() -> None:
    endless: dict[str, Any] = {"@type": "Thing"}
    endless["itself"] = endless
    product = {
        "@type": "Product",
        "review": [make_node(1), {"@type": "Comment", "parent": make_node(2)}],
        "more": endless,
    }

    assert [node["headline"] for node in every([product], "Review")] == ["Moon number 1", "Moon number 2"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" a &amp; b ", "a & b"), (7, "7"), (["", "x"], "x"), ({"@value": "v"}, "v"), ({"name": "n"}, "n"),
        ({"text": "t"}, "t"), (True, None), (None, None), ([], None),
    ],
)  # fmt: skip
def test_the_text_of_a_property_is_found_in_any_of_its_forms(value: object, expected: str | None) -> None:
    assert words(value) == expected


def test_microdata_becomes_the_same_kind_of_node() -> None:
    (node,) = microdata(Document(make_page(body=MICRODATA)), "Review")

    assert (node["@type"], node["@id"]) == ("Review", "https://moonpay.example/r/7")
    assert node["name"] == node["headline"] == "Dust"
    assert node["author"] == {"@type": "Person", "name": "Quillon Marsk"}
    assert node["reviewRating"] == {"@type": "Rating", "worstRating": "0", "ratingValue": "8", "bestRating": "10"}
    assert node["reviewBody"] == "So much dust.\nAnd cheese."
    assert node["keywords"] == ["a", "b", "c"]


def test_a_node_becomes_a_review_without_its_author() -> None:
    notes = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "name": "tea"}, {"name": "cake"}]}
    found = review(make_node(positiveNotes=notes, negativeNotes="cold", inLanguage="sv-SE"), Audience.EMPLOYEE)

    assert (found.title, found.text, found.rating) == ("Moon number 1", "We polished moon 1 & slept.", 4)
    assert (found.pros, found.cons, found.language) == ("tea\ncake", "cold", "sv")
    assert (found.rating_raw, found.rating_scale) == (None, None)
    assert "Quillon" not in str(found)


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"ratingValue": 8, "bestRating": "10", "worstRating": 0}, (4.2, 8, (0, 10))),
        ([{"ratingValue": "4,5"}], (4.5, None, None)),
        ("3", (3, None, None)),
        ({"ratingValue": 9}, (None, None, None)),
        (None, (None, None, None)),
        ([], (None, None, None)),
    ],
)
def test_a_rating_keeps_its_own_scale_beside_ours(rating: object, expected: object) -> None:
    found = review(make_node(reviewRating=rating), Audience.CUSTOMER)

    assert (found.rating, found.rating_raw, found.rating_scale) == expected


def test_the_name_of_the_reviewed_is_no_title() -> None:
    named = make_node(headline=None, name="Moon Polishers")

    assert review(named, Audience.CUSTOMER).title is None
    assert review({**named, "name": "Dusty"}, Audience.CUSTOMER).title == "Dusty"


def test_a_language_may_be_a_node() -> None:
    assert review(make_node(inLanguage={"alternateName": "de"}), Audience.CUSTOMER).language == "de"
    assert review(make_node(inLanguage="hmn"), Audience.CUSTOMER).language is None


def test_the_first_aggregate_that_says_something_is_the_standing() -> None:
    assert standing([{"@type": "AggregateRating"}, AGGREGATE]) == Standing(1648, 3.9, "Moon Polishers")
    assert standing([]) == Standing()
    assert standing([{"reviewCount": 2, "ratingCount": 9, "ratingValue": 0}]) == Standing(2, None, None)
