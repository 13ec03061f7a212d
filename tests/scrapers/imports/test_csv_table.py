"""Tables of text: told, read and blanked, whatever program wrote them."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.contract import Audience, LayoutChanged, Page, Unreadable, Verdict
from scrapers.imports.csv_table import KIND
from tests.scrapers.imports.files import AUTHORS, GLASSDOOR, SWEDISH, TRUSTPILOT, make_csv


def read(*lines: str, **options: object) -> Page:
    return KIND.read("\n".join(lines).encode(), **options)  # type: ignore[arg-type]  # options of the protocol


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_is_read_in_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    content = make_csv(delimiter=delimiter, encoding=encoding)
    page = KIND.read(content)
    assert KIND.recognises(content)
    assert (page.verdict, page.platform, page.parser, page.error) == (Verdict.REVIEWS, None, "csv/1", None)
    first, second = page.reviews
    assert (first.published_on, first.rating, first.title) == (date(2025, 1, 31), 4.5, "Lugnt")
    assert (first.pros, first.cons) == ("Korta dagar\nGott kaffe", "Gamla stolar")
    assert (second.pros, second.cons) == ('Kallas "hyttan"', "Sena pass; varje vecka")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_blanking_empties_the_author_column_and_nothing_else(encoding: str) -> None:
    content = make_csv(encoding=encoding)
    blanked = KIND.blanked(content)
    for name in AUTHORS[:2]:
        content = content.replace(name.encode(encoding.removesuffix("-sig").replace("utf-16", "utf-16-le")), b"")
    assert blanked == content
    assert KIND.blanked(blanked) == blanked
    assert KIND.recognises(blanked)
    assert KIND.read(blanked) == KIND.read(make_csv(encoding=encoding))


def test_a_quoted_author_leaves_his_quotes_and_bytes_that_are_no_letters_stay() -> None:
    content = b'Betyg;Text;Namn\n3;"sm\x81r";"Rask, Bodvar"\n'
    assert KIND.blanked(content) == b'Betyg;Text;Namn\n3;"sm\x81r";""\n'


def test_the_export_of_trustpilot_is_of_customers_and_calls_nobody_by_name() -> None:
    content = make_csv(TRUSTPILOT, delimiter=",")
    page = KIND.read(content)
    review = page.reviews[0]
    assert (page.platform, review.audience, page.error) == ("trustpilot", Audience.CUSTOMER, None)
    assert (review.external_id, review.rating, review.language) == ("a1b2c3d4", 5, "en")
    assert (review.title, review.text, review.published_on) == ("Hot", "Boils well", date(2025, 3, 1))
    assert review.responses[0].published_on == date(2025, 3, 2)
    blanked = KIND.blanked(content)
    assert not any(name.encode() in blanked for name in (*AUTHORS, "Ylva"))
    assert KIND.read(blanked) == page


def test_an_export_like_glassdoors_is_read_with_opinions_and_subratings() -> None:
    page = read(
        "Review ID,Review Date,Overall Rating,Review Title,Pros,Cons,Advice to Management,Job Title,Location,"
        "Employment Status,Length of Employment,Recommend to a Friend,CEO Approval,Business Outlook,Work/Life Balance,"
        "Culture & Values,Employer Response,Response Date,Review Link",
        "998877,2025-03-01,4,Calm,Short days,Old chairs,More light,Founder of bells,Graz,Former Employee,"
        f"More than 3 years,Positive,Disapprove,Neutral,3.0,0,Thank you,2025-03-04,{GLASSDOOR}",
    )
    review = page.reviews[0]
    assert page.platform == "glassdoor"
    assert page.error is None
    assert (review.employment, review.tenure, review.job_title) == ("former", "3-5y", "Founder of bells")
    assert (review.recommends, review.ceo_approval, review.outlook) == (True, False, None)
    assert (review.subratings, review.url, review.advice) == ({"work_life_balance": 3}, GLASSDOOR, "More light")
    assert review.responses[0].text == "Thank you"


def test_an_export_like_indeeds_is_told_by_its_heads() -> None:
    page = read(
        "Review UID,Date,Rating,Title,Text,Job Work/Life Balance,Job Security/Advancement,Job Culture",
        "u1u1u1,2025-03-01,3,Fine,Some words,4,2,5",
    )
    assert page.platform == "indeed"
    assert page.reviews[0].subratings == {
        "work_life_balance": 4, "job_security_advancement": 2, "culture_values": 5
    }  # fmt: skip


def test_the_platform_and_the_id_come_from_links_where_the_heads_are_anybodys() -> None:
    page = read("Datum,Betyg,Text,Länk", f"2025-01-02,3,Bra,{GLASSDOOR}?utm=1")
    assert (page.platform, page.reviews[0].external_id) == ("glassdoor", "998877")


def test_titles_above_the_heads_and_blank_rows_are_passed_over() -> None:
    page = read("sep=;", "Utdrag 2025;;", "", "Datum;Betyg;Text", "", "2025-01-02;4;Bra", ";;", "Summa;;")
    assert [review.text for review in page.reviews] == ["Bra"]


def test_a_table_of_something_else_says_which_heads_were_seen_and_how_to_map() -> None:
    lines = ("Artikel;Lager;Hylla", "Mutter;40;B", "Bult;20;C")
    assert KIND.recognises("\n".join(lines).encode())
    with pytest.raises(LayoutChanged, match=r"no row of column heads.*\"Artikel\", \"Lager\".*'Artikel': 'text'"):
        read(*lines)
    with pytest.raises(LayoutChanged, match=r"no column with a rating or a text.*\"Datum\", \"Ort\""):
        read("Datum;Ort", "2025-01-02;Graz")


def test_a_table_without_heads_is_not_quoted() -> None:
    with pytest.raises(LayoutChanged, match="needs a row of heads") as problem:
        read("2025-01-02;4;Hemskt ställe", "2025-01-03;3;Jo")
    assert "Hemskt" not in str(problem.value)


def test_heads_without_a_row_are_never_an_empty_list() -> None:
    with pytest.raises(LayoutChanged, match="0 rows below the heads"):
        read("Datum;Betyg;Text")


@pytest.mark.parametrize("content", [b"", b"  \n", b"Betyg;Text\x00\n4;\x00\n"])
def test_what_is_no_text_is_unreadable(content: bytes) -> None:
    assert not KIND.recognises(content)
    with pytest.raises(Unreadable, match="export it as CSV again"):
        KIND.read(content)


def test_a_file_cut_within_a_quotation_is_read_and_says_so() -> None:
    page = KIND.read(b'Betyg;Text\n4;"hel"\n2;"avkla')
    assert [review.text for review in page.reviews] == ["hel", "avkla"]
    assert page.error is not None
    assert page.error.startswith("row 3 holds a quotation mark that is never closed")


def test_a_file_cut_within_an_authors_name_is_blanked_and_still_says_so() -> None:
    content = b'Betyg;Text;Namn\n4;hel;"Ylva Torn'
    assert KIND.blanked(content) == b'Betyg;Text;Namn\n4;hel;"'
    assert KIND.read(KIND.blanked(content)) == KIND.read(content)


def test_a_letter_cut_in_two_and_one_stray_byte_do_not_change_the_encoding() -> None:
    assert KIND.read("Betyg;Text\n4;på ö".encode()[:-1]).reviews[0].text == "på \N{REPLACEMENT CHARACTER}"
    stray = "Betyg;Text\n4;åäö ÅÄÖ åäö".encode() + b"\xff\n"
    assert KIND.read(stray).reviews[0].text == "åäö ÅÄÖ åäö\N{REPLACEMENT CHARACTER}"
    assert KIND.read("Betyg;Text\n4;hej".encode("utf-16-le") + b"\x00").reviews[0].text == "hej"


def test_a_column_of_mail_addresses_is_of_authors_under_any_head() -> None:
    content = b"Rating;Text;Kontakt\n4;ok;a.b@post.example\n3;so;c@post.example\n"
    assert KIND.blanked(content) == b"Rating;Text;Kontakt\n4;ok;\n3;so;\n"


def test_authors_are_blanked_in_tables_that_cannot_be_read_yet() -> None:
    assert KIND.blanked(b"Wann,Reviewer Name,Was\n1,Ylva,x\n") == b"Wann,Reviewer Name,Was\n1,,x\n"


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><p>Date,Rating,Text\n1,2,3",
        b'{"a":1}',
        b"PK\x03\x04",
        b"From: x\nSubject: Rating, Text\n",
        b"just some words, and more",
        b"one\ntwo\nthree\n",
        "<html>".encode("utf-16"),
    ],
)
def test_other_files_are_left_to_others(content: bytes) -> None:
    assert not KIND.recognises(content)


def test_a_long_file_is_told_by_its_beginning() -> None:
    content = make_csv([*SWEDISH, *([["2025-01-02", "3", "x" * 60, "Ljust", "å" * 50, "Ylva"]] * 900)])
    assert KIND.recognises(content)
    assert len(KIND.read(content).reviews) == 902


def test_long_right_to_left_and_combined_text_survives() -> None:
    text = "e\u0301\u05d0\u05d1 🙂 " * 3000 + "slut"
    assert KIND.read(make_csv([["Rating", "Text"], ["4", text]])).reviews[0].text == text
