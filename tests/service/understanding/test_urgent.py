"""Urgent matters, each class with cases that are and cases that only sound so; tone and stars play no part."""

import pytest

from service.domain.review import ReviewText, Urgency
from service.understanding import read_batch


def urgent(text: str, **parts: object) -> tuple[Urgency, ...]:
    return read_batch([ReviewText(text=text, **parts)])[0].urgent  # type: ignore[arg-type]  # a factory passes any field through


ALARMS = [
    ("harassment", "The supervisor bullied two of us until we left the department."),
    ("harassment", "He touched new hires inappropriately and nothing was done about it."),
    ("harassment", "Chefen tafsade på praktikanten och alla i gruppen visste om det."),
    ("harassment", "Jag blev utfryst av hela arbetslaget sedan jag klagat."),
    ("harassment", "Ich wurde zwei Jahre lang gemobbt und niemand hat etwas unternommen."),
    ("discrimination", "I lost my shifts after telling them I was pregnant, because I was pregnant."),
    ("discrimination", "Racist remarks are daily fare at the loading dock."),
    ("discrimination", "Mitt vikariat försvann samma vecka som jag blev gravid."),
    ("discrimination", "Den som har ett utländskt namn får de sämsta passen varje gång."),
    ("safety", "We work on the roof without harness and somebody fell last spring."),
    ("safety", "The fire exits are blocked by pallets every single evening."),
    ("safety", "Nödutgången är blockerad av lastpallar varje kväll och ingen bryr sig."),
    ("safety", "Det är livsfarligt i hallen och vi jobbar utan skyddsutrustning."),
    ("safety", "The emergency stop has been broken since May."),
    ("safety", "Nödstoppet på pressen har varit trasigt i en månad."),
    ("safety", "En kollega fick åka till akuten med handen i en trasa."),
    ("illegal_conduct", "They edit our timesheets so that the hours disappear from the clock."),
    ("illegal_conduct", "Half the wage is paid in cash, off the books."),
    ("illegal_conduct", "Halva lönen betalas svart och några lönespecar finns inte."),
    ("illegal_conduct", "Man får stämpla ut och sedan fortsätta jobba i två timmar till."),
    ("threat_selfharm", "After a year there I wanted to die, and nobody noticed."),
    ("threat_selfharm", "A colleague said he is going to shoot everyone on the floor."),
    ("threat_selfharm", "Efter ett år där ville jag inte leva längre."),
    ("threat_selfharm", "En i lagret mordhotade förmannen och går kvar i tjänst med mordhot varje vecka."),
    ("threat_selfharm", "Förmannen sa att han vet var jag bor."),
    ("named_person", "Our manager Torvalda is a liar and should never lead people."),
    ("named_person", "Chefen Gunnvald är inkompetent och skriker åt alla på golvet."),
    ("named_person", "Write to her at someone.invented@example.org and tell her what you think of it."),
    ("named_person", "Ring honom på 070-000 00 00 och fråga varför lönen aldrig kommer."),
    ("named_person", "Ottilia Brandkvist is a thief and everyone in the shop knows it."),
    ("data_leak", "Customer data was leaked and we were told to keep quiet about it."),
    ("data_leak", "Lösenorden sitter på en lapp vid kassan och alla kan läsa dem."),
]

HARMLESS = [
    "We have a policy against harassment and a yearly training on discrimination.",
    "In four years I have never seen any bullying in this place.",
    "My job is to investigate fraud, and the cases are fascinating to work with.",
    "We help callers who want to die; the supervision of counsellors is excellent.",
    "The summer party was the bomb and the cake was to die for.",
    "Deadlines would kill the mood if the team were not so funny.",
    "The company takes safety seriously: gloves, helmets, and not a single injury since the last refit.",
    "Salary is fine, the boss is strict, and the coffee is weak.",
    "Det finns en handlingsplan mot mobbning och alla går en kurs i den.",
    "Jag har aldrig sett några trakasserier på de tolv år jag varit här.",
    "Jag utreder bedrägerier hos banken och det är riktigt spännande.",
    "Fikat är livsfarligt gott och fredagarna är bomben.",
    "Säkerheten först är inte bara ord, ingen olycka på sju år och alla är stolta.",
    "Northern Harbour Logistics is the worst employer on the coast.",
    "Jag kom hit från akuten och trodde att jag skulle sakna tempot.",
    "Nödstoppen provas varje måndag och fungerar.",
    "Vår chef Gunnvald är den bästa jag har haft.",
    "Die Firma hat eine Richtlinie gegen Mobbing und eine Schulung dazu.",
]


@pytest.mark.parametrize(("kind", "text"), ALARMS)
def test_an_alarm_is_heard(kind: str, text: str) -> None:
    assert Urgency(kind) in urgent(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_alarming_is_let_be(text: str) -> None:
    assert urgent(text) == ()


@pytest.mark.parametrize("stars", [None, 1, 3, 5])
def test_stars_and_praise_do_not_silence_an_alarm(stars: float | None) -> None:
    text = "Wonderful team, great pay, lovely office. The supervisor bullied two of us until we left."
    assert urgent(text, rating=stars) == (Urgency.HARASSMENT,)


def test_an_excuse_speaks_for_its_own_sentence_only() -> None:
    text = "There is a policy against harassment. The owner harassed me anyway."
    assert urgent(text) == (Urgency.HARASSMENT,)


def test_a_duty_is_no_excuse_where_it_happens_to_us() -> None:
    assert urgent("I work with victims all day and my manager bullied me for it.") == (Urgency.HARASSMENT,)


def test_every_field_is_searched_and_classes_come_in_order() -> None:
    found = read_batch(
        [ReviewText(title="Unsafe place", cons="Bullying", advice="Stop the wage theft", language="en")]
    )[0]
    assert found.urgent == (Urgency.HARASSMENT, Urgency.SAFETY, Urgency.ILLEGAL_CONDUCT)


def test_english_is_heard_in_any_language_and_a_neighbours_list_in_danish() -> None:
    assert urgent("Työpaikalla tapahtuu bullying joka päivä, eikä kukaan puutu siihen.") == (Urgency.HARASSMENT,)
    assert Urgency.HARASSMENT in urgent("En kollega blev udsat for mobbning, og lederen gjorde ikke noget ved det.")


def test_a_denial_in_reach_takes_back_one_alarm_and_not_the_next() -> None:
    text = "There is no bullying here but the stairs are unsafe."
    assert urgent(text) == (Urgency.SAFETY,)
