"""The safety check: each rule has cases that touch it and cases that do not, in every language that is shipped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.answering import LANGUAGES, Context, Severity, blocks, check, draft
from service.answering.check import RULES, WORDED
from service.domain.review import Theme, ThemeHit
from service.texts import CATALOGUES

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TRUE = {
    "author": {
        "sv": "Vi vet vem du är.",
        "en": "During your time in the warehouse things were different.",
        "de": "Während Ihrer Zeit als Fahrer war das anders.",
        "no": "Da du jobbet på lageret, var det annerledes.",
        "da": "Da du arbejdede på lageret, var det anderledes.",
        "fi": "Kun työskentelit varastolla, asiat olivat toisin.",
    },
    "asks": {
        "sv": "Vilken avdelning gäller det?",
        "en": "Which department was it?",
        "de": "Welche Abteilung war es?",
        "no": "Hvilken avdeling gjelder det?",
        "da": "Hvilken afdeling drejer det sig om?",
        "fi": "Millä osastolla tämä tapahtui?",
    },
    "discloses": {
        "sv": "Din prestation var inte den vi hoppats på.",
        "en": "You were let go for good reasons.",
        "de": "Ihre Kündigung hatte Gründe.",
        "no": "Du fikk sparken av en grunn.",
        "da": "Din opsigelse havde en grund.",
        "fi": "Poissaolosi vaikuttivat asiaan.",
    },
    "argues": {
        "sv": "Det stämmer inte alls.",
        "en": "That is simply not true.",
        "de": "Das stimmt nicht.",
        "no": "Det stemmer ikke.",
        "da": "Det er forkert.",
        "fi": "Tämä ei pidä paikkaansa.",
    },
    "threatens": {
        "sv": "Våra jurister ser över det här.",
        "en": "We are considering legal action.",
        "de": "Wir behalten uns rechtliche Schritte vor.",
        "no": "Vi vurderer rettslige skritt.",
        "da": "Vi overvejer retslige skridt.",
        "fi": "Harkitsemme oikeustoimia.",
    },
    "change": {
        "sv": "Vi ber dig ändra ditt omdöme.",
        "en": "Please consider updating; could you remove your review?",
        "de": "Bitte löschen Sie den Eintrag.",
        "no": "Vi ber deg slette innlegget.",
        "da": "Vi beder dig slette indlægget.",
        "fi": "Voisitko poistaa arvion?",
    },
    "offers": {
        "sv": "Hör av dig så får du ett presentkort.",
        "en": "Get in touch for a gift card.",
        "de": "Melden Sie sich, es gibt einen Gutschein.",
        "no": "Ta kontakt, så får du et gavekort.",
        "da": "Kontakt os, så får du et gavekort.",
        "fi": "Ota yhteyttä, niin saat lahjakortin.",
    },
}
ROUTES = ("hr@exempel.se", "https://rost.exempel.se")


def context(language: str = "sv", **more: object) -> Context:
    return Context(language=language, now=NOW, since=NOW - timedelta(days=2), routes=ROUTES, **more)  # type: ignore[arg-type]  # a factory passes any field through


def rules(text: str, language: str = "sv", **more: object) -> set[str]:
    return {one.rule for one in check(text, context(language, **more))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", WORDED)
def test_each_rule_is_touched_in_each_language_and_shows_where(rule: str, language: str) -> None:
    text = TRUE[rule][language]
    found = [one for one in check(text, context(language)) if one.rule == rule]
    assert found, text
    assert found[0].severity is WORDED[rule]
    assert 0 <= found[0].start < found[0].end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("urgent", [False, True])
def test_our_own_drafts_touch_no_rule(language: str, urgent: bool) -> None:
    for theme in Theme:
        hits = [ThemeHit(theme, -1, ()), ThemeHit(Theme.COLLEAGUES, 1, ())]
        variables = {"hr_route": ROUTES[0], "anonymous_route": ROUTES[1], "signature": "HR"}
        written, text = draft(language, hits, urgent=urgent, variables=variables)
        assert written == language
        assert check(text, context(language)) == [], text
        assert all(route in text for route in ROUTES)
        assert "{" not in text


def test_a_draft_in_a_language_we_do_not_write_is_english_and_names_what_is_missing() -> None:
    language, text = draft("fr", [], urgent=False)
    assert language == "en"
    assert "[HR: e-mail]" in text


def test_every_rule_has_words_in_both_languages() -> None:
    assert all(f"check.{rule}" in catalogue for rule in RULES for catalogue in CATALOGUES.values())


@pytest.mark.parametrize("text", ["Hej Anna, tack för omdömet.", "Dear Robert, thank you.", "Hallo Sabine!"])
def test_nobody_is_greeted_by_name(text: str) -> None:
    assert "name" in rules(text)
    assert "name" not in rules("Hej och tack för omdömet.")


def test_a_promise_wants_an_owner_or_a_day_in_its_sentence() -> None:
    assert "promise" in rules("Vi kommer att se över schemat.")
    assert "promise" not in rules("Driftschefen ansvarar för att vi kommer att se över schemat senast i mars.")
    assert "promise" in rules("We will look into it.", "en")
    assert "promise" not in rules("We will have a new roster by March.", "en")


def test_the_reply_is_in_the_reviews_language() -> None:
    assert "language" in rules("Thank you for telling us about the schedule and the breaks.", "sv")
    assert "language" not in rules("Tack för att du berättar om schemat och rasterna.", "sv")


def test_length_is_held_against_the_platforms_limit_or_warned_of() -> None:
    long = "Tack för att du berättar. " * 60
    (limited,) = [one for one in check(long, context(reply_limit=500)) if one.rule == "length"]
    assert (limited.severity, limited.start) == (Severity.BLOCK, 500)
    (unknown,) = [one for one in check(long, context()) if one.rule == "length"]
    assert unknown.severity is Severity.WARN
    assert "length" not in rules(long, reply_limit=5000)


def test_a_reply_without_a_way_to_get_in_touch_is_warned_of() -> None:
    assert "contact" in rules("Tack för att du berättar.")
    assert "contact" not in rules("Tack för att du berättar. Skriv till hr@exempel.se.")


def test_near_duplicates_are_warned_of_and_the_fourth_identical_one_is_blocked() -> None:
    text = "Tack för att du berättar hur det är att arbeta hos oss, vi har läst det noga. Skriv till hr@exempel.se."
    assert "alike" in rules(text.replace("noga", "alla"), others=[text])
    assert not {"alike", "identical"} & rules(text, others=["Schemat läggs nu fyra veckor i förväg. hr@exempel.se"])
    assert "identical" not in rules(text, others=[text] * 2)
    assert "identical" in rules(text, others=[text, text.upper(), text.replace(",", " –")])


def test_a_low_review_cools_off_and_a_good_one_needs_not() -> None:
    hot = Context("sv", NOW, since=NOW - timedelta(hours=3), rating=1)
    assert "cooling" in {one.rule for one in check("Tack.", hot)}
    assert "cooling" not in {one.rule for one in check("Tack.", Context("sv", NOW, NOW - timedelta(hours=5), rating=1))}
    assert "cooling" not in {one.rule for one in check("Tack.", Context("sv", NOW, NOW, rating=5))}


@pytest.mark.parametrize("text", ["", "  \n", "…", "😀"])
def test_saying_nothing_is_blocked(text: str) -> None:
    assert rules(text) == {"empty"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_judged_the_same_twice_with_places_inside_it(text: str) -> None:
    found = check(text, context(others=[text]))
    assert found == check(text, context(others=[text]))
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert blocks(found) == any(one.severity is Severity.BLOCK for one in found)
