"""What Glassdoor's codes mean: tenures, opinions, categories, languages.

The tenure codes were checked against the visible text of 120 pages of 2019 and one of 2025.
"""

from __future__ import annotations

SUBRATINGS = {
    "WorkLifeBalance": "work_life_balance",
    "CultureAndValues": "culture_values",
    "DiversityAndInclusion": "diversity_inclusion",
    "SeniorLeadership": "senior_leadership",
    "CareerOpportunities": "career_opportunities",
    "CompensationAndBenefits": "compensation_benefits",
}
TENURES: dict[int | None, str] = {1: "<1y", 2: "1-3y", 4: "3-5y", 6: "5-8y", 9: "8-10y", 20: ">10y"}
"""Code 0 is "not said"."""
YES_NO: dict[str | None, bool] = {"APPROVE": True, "POSITIVE": True, "DISAPPROVE": False, "NEGATIVE": False}
"""NO_OPINION and NEUTRAL are no opinion, hence None."""
_LANGUAGE_PAIRS = """
    ara:ar bul:bg cat:ca ces:cs cze:cs dan:da deu:de ger:de dut:nl ell:el eng:en est:et eus:eu fin:fi fra:fr fre:fr
    heb:he hin:hi hrv:hr hun:hu ind:id isl:is ita:it jpn:ja kor:ko lav:lv lit:lt msa:ms nld:nl nno:nn nob:nb nor:no
    pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slv:sl spa:es srp:sr swe:sv tha:th tur:tr ukr:uk vie:vi zho:zh chi:zh
"""
LANGUAGES: dict[str, str] = {pair[:3]: pair[4:] for pair in _LANGUAGE_PAIRS.split()}
"""ISO 639-2/3 to ISO 639-1, the languages Glassdoor reviews come in."""


def stars(value: object) -> float | None:
    """A rating of 1-5; None for 0 ("not rated"), for sentinels such as -0.1 and for anything that is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 1 <= value <= 5 else None
