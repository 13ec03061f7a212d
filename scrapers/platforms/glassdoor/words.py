"""What Glassdoor's markup says in words, in the languages of its sites, where the embedded codes are gone."""

from __future__ import annotations

import re

_SUBRATINGS = (
    (re.compile(r"life|vie priv|werk/|leven|vida|vita", re.IGNORECASE), "work_life_balance"),
    (re.compile(r"cultur|kultur", re.IGNORECASE), "culture_values"),
    (re.compile(r"divers", re.IGNORECASE), "diversity_inclusion"),
    (re.compile(r"career|carri|karriere|carrer", re.IGNORECASE), "career_opportunities"),
    (re.compile(r"comp|rémun|vergüt|gehalt|salar|belon|remun|retrib", re.IGNORECASE), "compensation_benefits"),
    (re.compile(r"senior|dirig|führung|leiding|direc|diret|management", re.IGNORECASE), "senior_leadership"),
)
_HEADS = (
    ("advice", ("advice", "conseil", "rat ", "ratschl", "advies", "consej", "conselh", "consigl")),
    ("pros", ("pros", "pro ", "avantages", "vorteile", "pluspunten", "voordelen", "ventajas", "prós", "vantaggi")),
    ("cons", ("cons ", "contra", "contro", "inconvénients", "nachteile", "minpunten", "nadelen", "desventajas")),
)
_CURRENT = re.compile(r"current|actuel|derzeit|aktuell|jetzig|huidig|actual|atual|attual", re.IGNORECASE)
_FORMER = re.compile(r"former|ancien|ehemalig|früher|voormalig|antigu|anterior|ex-|ex ", re.IGNORECASE)
_ANONYMOUS = re.compile(r"anonym|anonie|anónim|anônim|anonim|confidencial", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:(\d{1,2})|\b(?:a|an|un|une|einem|een|uno?|um))\s+(?:year|ans?\b|jahr|jaar|año|ano|anni)", re.IGNORECASE
)
_LESS = re.compile(r"less than|moins d|weniger als|unter|minder dan|korter dan|menos de|meno di", re.IGNORECASE)
_BANDS = {1: "1-3y", 3: "3-5y", 5: "5-8y", 8: "8-10y", 10: ">10y"}
_OPINIONS = (
    ("recommends", re.compile(r"recom|empfiehlt|empfohlen|aanbevol|beveelt|raccomand|consigli", re.IGNORECASE)),
    ("ceo_approval", re.compile(r"\bceo\b|pdg|geschäftsführ|direct|presid|amministrat", re.IGNORECASE)),
    ("outlook", re.compile(r"outlook|point de vue|perspecti|prognose|vooruitzicht|prospett|aussicht", re.IGNORECASE)),
)


def subrating(label: str) -> str | None:
    """The category a rated line names, e.g. "Work/Life Balance" or "Culture et valeurs"."""
    return next((name for form, name in _SUBRATINGS if form.search(label)), None)


def role(head: str, place: int) -> str | None:
    """Which text a heading stands over; an unknown heading goes by its place, as all sites use the same order."""
    said = f"{head.strip().casefold()} "
    known = next((name for name, heads in _HEADS if said.startswith(heads)), None)
    return known or (("pros", "cons", "advice")[place] if place < 3 else None)


def employment(text: str) -> str | None:
    """From "Current Employee", "Ancien employé - …"."""
    if _FORMER.search(text):
        return "former"
    return "current" if _CURRENT.search(text) else None


def job_title(text: str) -> str | None:
    """The job; None for the site's own "Anonymous Employee"."""
    return None if not text or _ANONYMOUS.search(text) else text


def tenure(text: str) -> str | None:
    """The band of "more than 3 years", "depuis moins d'un an"; None when no time is said."""
    found = _YEARS.search(text)
    if found is None:
        return None
    if _LESS.search(text):
        return "<1y"
    return _BANDS.get(int(found[1] or 1))


def opinion(text: str) -> str | None:
    """Which of the three opinions a coloured mark stands for."""
    return next((name for name, form in _OPINIONS if form.search(text)), None)
