"""Dates told from today ("3 days ago", "igår"), counted from the time a page was captured."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

_DAYS_BACK = {
    0: "idag|i dag|tänään|today|just now|nyss|just nu|akkurat nå|lige nu|juuri nyt|heute|gerade eben|vandaag|zojuist"
    "|aujourd['’]hui|hoy|oggi|hoje|adesso",
    1: "igår|i går|eilen|yesterday|gestern|gisteren|hier|ayer|ieri|ontem",
    2: "i ?förrgår|i forgårs|toissapäivänä|vorgestern|eergisteren|avant-hier|anteayer|l['’]altro ieri|anteontem",
}
_UNITS = {
    "minutes": r"min\w*",
    "hours": r"timm\w+|timer?|tunti\w*|hours?|stunden?|uur|uren|heures?|horas?|or[ae]",
    "days": r"dag\w*|døgn|päivä\w*|days?|tag\w*|jours?|d[ií]as?|giorn[oi]",
    "weeks": r"veck\w+|uker?|uger?|viik\w+|weeks?|wochen?|week|weken|semaines?|semanas?|settiman[ae]",
    "months": r"månad\w*|måned\w*|kuukau\w+|months?|monat\w*|maand\w*|mois|mes\w*|mês",
    "years": r"år|vuo\w+|years?|jahr\w*|jaar|jaren|ans?|années?|años?|ann[oi]|anos?",
}
_AGO = r"\b(?:ago|sedan|siden|sitten|vor|geleden|il y a|hace|fa|há|atrás)\b"
_ONE = r"an?|one|en|ett?|éé?n|een|yksi|eine[mnr]?|une?|una|uno|uma?"
_UNIT = "|".join(rf"(?P<{unit}>{words})" for unit, words in _UNITS.items())
_SPAN = re.compile(rf"\b(?P<count>\d{{1,3}}|{_ONE})\s+(?:{_UNIT})\b", re.IGNORECASE)


def days_before(words: str, reference: datetime) -> date | None:
    """The date `words` mean when read at `reference`; None where they tell no past moment."""
    for days, names in _DAYS_BACK.items():
        if re.fullmatch(rf"(?:{names})[\s.,]*", words, re.IGNORECASE):
            return reference.date() - timedelta(days=days)
    span = _SPAN.search(words) if re.search(_AGO, words, re.IGNORECASE) else None
    if span is None or span.lastgroup is None:
        return None
    count = int(span["count"]) if span["count"].isdecimal() else 1
    with suppress(OverflowError, ValueError):
        return _back(reference, span.lastgroup, count)
    return None


def _back(reference: datetime, unit: str, count: int) -> date:
    if unit in ("months", "years"):
        return _months_back(reference.date(), count * (12 if unit == "years" else 1))
    return (reference - timedelta(**{unit: count})).date()


def _months_back(day: date, count: int) -> date:
    """The same day `count` months earlier, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    for last in (day.day, 30, 29, 28):
        with suppress(ValueError):
            return date(year, month + 1, min(last, day.day))
    raise ValueError(f"no date {count} months before {day}")
