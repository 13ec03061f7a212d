"""What the heads of columns say in review tables: the field each means, and the heads that name whoever wrote.

The order of the words within a field is their rank: "review date" is believed before a plain "created".
"""

from __future__ import annotations

FIELDS = {
    "external_id": """review id / external id / review uid / encrypted review id / uuid / id / omdömes id / recensions id
        bewertungs id / anmeldelse id / anmeldelses id""",
    "url": """review url / review link / url / permalink / link / länk / lenke / webbadress / adress till omdömet""",
    "published_on": """published on / review date / date posted / submission date / review date time / review created
        published / published date / publication date / publicerad / publiceringsdatum / publicerat / veröffentlicht
        veröffentlicht am / veröffentlichungsdatum / publisert / udgivet / offentliggjort / date / datum / dato / posted
        posted on / created at / created / skapad / erstellt / erstellt am / opprettet / oprettet / bewertungsdatum
        date of review / datum der bewertung / anmeldt / time""",
    "rating": """overall rating / rating overall / review stars / star rating / review rating / rating / stars / score
        overall score / totalbetyg / helhetsbetyg / betyg / antal stjärnor / stjärnor / gesamtbewertung / gesamtnote
        sterne / anzahl sterne / punkte / terningkast / karakter / stjerner / antal stjerner / samlet vurdering
        totalvurdering / bedømmelse / poäng / overall""",
    "title": """review title / headline / review headline / title / review summary / summary / rubrik / titel
        überschrift / tittel / overskrift / subject / ämne / betreff / bewertungstitel""",
    "pros": """pros / pro / fördelar / vorteile / fordeler / fordele / plus / positives / positive / positivt / positiv
        likes / what i like / best things / det bästa / bra / vad är bra / gut am arbeitgeber finde ich / das gefällt mir
        det bedste / det beste / advantages / styrkor / stärken""",
    "cons": """cons / con / contra / kontra / nackdelar / nachteile / ulemper / minus / negatives / negative / negativt
        negativ / dislikes / what i dislike / worst things / det sämsta / dåligt / vad är dåligt / disadvantages
        schlecht am arbeitgeber finde ich / das gefällt mir nicht / svagheter / schwächen""",
    "advice": """advice to management / advice / advice mgmt / råd till ledningen / råd / förbättringsförslag
        verbesserungsvorschläge / verbesserungsvorschlag / rat an das management / tipps / råd til ledelsen
        forbedringsforslag / suggestions / suggestions for improvement / förslag""",
    "text": """review content / review text / review body / text / content / comment / comments / body / feedback
        kommentar / kommentarer / kommentare / fritext / fritekst / freitext / bewertungstext / recensionstext
        omdömestext / anmeldelsestekst / erfahrungsbericht / description / message / meddelande / beskrivning""",
    "language": "review language / language / lang / language code / språk / sprache / sprog",
    "employment": """employment status / employment / current or former / current former / is current job / current job
        current employee / anställningsstatus / anställning / anställd / status / beschäftigungsstatus / beschäftigung
        ansettelse / ansettelsesforhold / ansættelse / ansættelsesforhold""",
    "job_title": """job title / author job title / reviewer job title / position / role / job / befattning / jobbtitel
        yrke / yrkesroll / tjänst / roll / berufsbezeichnung / stelle / beruf / stilling / stillingstittel / jobtitel
        rolle""",
    "location": """location / author location / reviewer location / city / place / office / ort / plats / stad / kontor
        standort / stadt / sted / lokation / arbejdssted / arbeidssted""",
    "tenure": """tenure / length of employment / years employed / anställningstid / betriebszugehörigkeit
        beschäftigungsdauer / ansiennitet / anciennitet / ansættelsestid / ansettelsestid""",
    "recommends": """recommends / recommend to a friend / recommend to friend / recommended / would recommend / recommend
        rekommenderar / rekommendation / weiterempfehlung / empfehlung / empfohlen / anbefaler / anbefaling""",
    "ceo_approval": "ceo approval / approves of ceo / approve of ceo / rating ceo / ceo",
    "outlook": "business outlook / outlook / rating business outlook / framtidsutsikter / geschäftsprognose",
    "helpful": "helpful / count helpful / helpful count / helpful votes / upvotes / hjälpsam / hilfreich / nyttig",
    "responses.text": """company response / employer response / company reply / employer reply / response text / response
        reply / owner response / företagets svar / arbetsgivarens svar / svar / antwort / antwort des arbeitgebers
        stellungnahme / kommentar des arbeitgebers / svar fra virksomheden / svar fra arbeidsgiver / vårt svar""",
    "responses.published_on": """company reply date / company response date / response date / reply date / svarsdatum
        antwortdatum / svardato""",
    "subratings.work_life_balance": """work life balance / rating work life balance / work and life balance
        job work life balance / balans mellan arbete och fritid / balans i livet / balanse mellom jobb og fritid""",
    "subratings.culture_values": """culture and values / culture values / rating culture and values / culture / job culture
        kultur / företagskultur / unternehmenskultur / kultur och värderingar / kultur und werte / virksomhedskultur""",
    "subratings.diversity_inclusion": """diversity and inclusion / diversity inclusion / diversity
        rating diversity and inclusion / mångfald / mångfald och inkludering / vielfalt / gleichberechtigung / mangfold""",
    "subratings.senior_leadership": """senior leadership / senior management / rating senior leadership / leadership
        rating senior management""",
    "subratings.management": """management / ledning / ledarskap / chefer / führung / vorgesetztenverhalten / ledelse
        ledelsen""",
    "subratings.career_opportunities": """career opportunities / rating career opportunities / career / karriär
        karriärmöjligheter / karriere / karriere weiterbildung / karrieremöglichkeiten / karrieremuligheter
        karrieremuligheder / utvecklingsmöjligheter""",
    "subratings.compensation_benefits": """compensation and benefits / compensation benefits / pay and benefits
        rating compensation and benefits / salary benefits / pay benefits / salary and benefits / compensation / lön
        lön och förmåner / gehalt / gehalt sozialleistungen / vergütung / lønn / løn / løn og goder / lønn og goder""",
    "subratings.job_security_advancement": """job security and advancement / job security advancement / job security
        anställningstrygghet""",
    "subratings.work_atmosphere": "arbeitsatmosphäre",
    "subratings.image": "image",
    "subratings.environment_social": "umwelt sozialbewusstsein",
    "subratings.team_spirit": "kollegenzusammenhalt",
    "subratings.older_colleagues": "umgang mit älteren kollegen",
    "subratings.working_conditions": "arbeitsbedingungen",
    "subratings.communication": "kommunikation",
    "subratings.interesting_tasks": "interessante aufgaben",
}
"""Field of `Review` to the heads that mean it, " / " or a line end between them."""

EITHER = (
    "review / reviews / bewertung / bewertungen / omdöme / omdömen / recension / vurdering / anmeldelse / erfahrung"
)
"""Heads that stand over stars in one table and over sentences in another: their cells decide."""

AUTHORS = """name / namn / navn / full name / first name / last name / förnamn / efternamn / vorname / nachname / fornavn
    efternavn / etternavn / user / user id / user name / användare / användarnamn / benutzer / benutzername / bruger
    brugernavn / bruker / brukernavn / display name / visningsnamn / anzeigename / nick / signature / signatur / alias
    customer / customer name / customer id / kund / kundnamn / kunde / kundenname / kundenavn / written by / posted by
    skriven av / skrevet av / skrevet af / verfasst von / phone / phone number / mobile / telefon / telefonnummer / mobil
    mail / reference id / reference / referens / referensnummer / referenz / order id / profile / profile url / profil
    avatar / picture / photo / image url / ip / ip address / employee / employee name / employee id / anställningsnummer
    personnummer / address / adress / adresse"""
"""Whole heads over what names, pictures or reaches whoever wrote."""

AUTHOR_PARTS = """author / authors / reviewer / reviewers / consumer / username / email / epost / mejl / nickname / författare
    författarens / recensent / recensentens / autor / autorin / verfasser / verfasserin / rezensent / forfatter / anmelder
    anmeldt av / skribent / respondent / handle / screenname"""
"""Words that make any head they stand in one of an author: "Review Consumer User Id", "Reviewer E-mail"."""
