"""The frozen month as a table that Excel opens: one measure a row, in the reader's own number format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from service.texts import cell, message

Say = Callable[..., str]


class Row(NamedTuple):
    """One line of the table; its fields are the columns, in order."""

    section: str
    platform: str
    measure: str
    value: object = None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    note: str | None = None


class _CsvTable:
    slug = "csv"
    media_type = "text/csv; charset=utf-8"
    suffix = "csv"

    def render(self, snapshot: Mapping[str, Any], language: str) -> bytes:
        """UTF-8 with a mark that Excel needs; semicolons and decimal commas in Swedish."""
        out, say = io.StringIO(newline=""), partial(message, language)
        writer = csv.writer(out, delimiter=";" if language == "sv" else ",")
        writer.writerow(say(f"audit.csv.{head}") for head in Row._fields)
        for row in _rows(snapshot, say):
            writer.writerow(_cell(value, language) for value in row)
        return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object, language: str) -> str:
    """A number in the reader's format; a text on one line that no spreadsheet will calculate."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        text = f"{value:z.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return text.replace(".", ",") if language == "sv" else text
    return cell(str(value))


def _rows(snapshot: Mapping[str, Any], say: Say) -> Iterator[Row]:
    metrics, about = snapshot["metrics"], say("audit.about")
    yield Row(about, "", say("audit.employer"), snapshot["employer"]["name"], note=say("audit.whom"))
    for name in ("month", "time_zone", "frozen_at", "formula"):
        yield Row(about, "", say(f"audit.{name}"), snapshot[name])
    yield from _standing(metrics["standing"], say)
    yield from _harm(metrics["harm"], say)
    yield from _conduct(metrics["conduct"], say)
    yield from _sight(metrics["sight"], say)
    for row in metrics["themes"]["themes"]:
        for side, key in (("positive", "positive"), ("negative", "negative_side"), ("neutral", "neutral")):
            name = f"{say('theme.' + row['theme'])}: {say('audit.' + key)}"
            yield Row(say("audit.themes"), "", name, row[side], n=row["reviews"])


def _standing(standing: Mapping[str, Any], say: Say) -> Iterator[Row]:
    section = say("audit.standing")
    for row in (*standing["platforms"], *standing["apart"]):
        yield from _platform(row, section, say)
    together, name = standing["combined"], say("audit.combined")
    if together:
        yield Row(section, "", name, together["mean_difference"], together["low"], together["high"])
    else:
        yield Row(section, "", name, note=say(standing["combined_reason"]))
    note = say(standing["monthly_change_reason"])
    yield Row(section, "", say("audit.new"), standing["new_reviews"], note=note)


def _platform(row: Mapping[str, Any], section: str, say: Say) -> Iterator[Row]:
    """One platform; every row of one that is not the employees' says whose it is, since they must not be added up."""
    note = say(f"audit.audience.{row['audience']}")
    line = partial(Row, section, row["platform"], note=note)
    few = f"{note}; {say('audit.too_few')}" if row["too_few"] else note
    yield line(say("audit.mean"), row["mean"], row["low"], row["high"], row["effective_n"], note=few)
    if row["bounds"]:
        yield line(say("audit.bounds_name"), low=row["bounds"][0], high=row["bounds"][1])
    for other in row["sensitivity"]:
        yield line(say("audit.half_life", months=other["half_life_months"]), other["mean"])
    for star, share in row["distribution"].items():
        yield line(say("audit.star", count=int(star)), share, n=row["reviews"])
    declared = row["declared"]
    if declared:
        yield line(say("audit.declared_rating"), declared["rating"], n=declared["total"])
        for star, count in (declared["distribution"] or {}).items():
            yield line(say("audit.declared_star", stars=star), count)


def _share(section: str, name: str, share: Mapping[str, Any], note: str | None = None) -> Row:
    return Row(section, "", name, share["share"], share["low"], share["high"], share["of"], note)


def _harm(harm: Mapping[str, Any], say: Say) -> Iterator[Row]:
    section = say("audit.harm")
    doubt = None if harm["negative"]["corrected"] else say("audit.uncorrected")
    for what, note in (("one_star", None), ("negative", doubt)):
        for period in ("month", "year"):
            yield _share(section, f"{say('audit.' + what)} ({say('audit.period.' + period)})", harm[what][period], note)
    for period in ("month", "year"):
        yield Row(section, "", f"{say('audit.severe')} ({say('audit.period.' + period)})", harm["severe"][period])
    for kind, count in harm["severe"]["by_class"].items():
        yield Row(section, "", f"{say('audit.severe')}: {say('urgent.' + kind)}", count)


def _conduct(conduct: Mapping[str, Any], say: Say) -> Iterator[Row]:
    section, tickets = say("audit.conduct"), conduct["tickets"]
    for name in ("tickets", "answered", "seen", "not_checkable", "dismissed", "open"):
        yield Row(section, "", say(f"audit.{name}"), conduct[name], n=tickets)
    for name in ("median_business_hours", "near_identical_share"):
        yield Row(section, "", say(f"audit.{name}"), conduct[name], n=conduct["answered"])
    for name, count in conduct.get("promises", {}).items():  # months frozen by earlier versions do not have them
        yield Row(section, "", say(f"audit.promises.{name}"), count)
    yield _share(section, say("audit.response_rate"), conduct["response_rate"])


def _sight(sight: Mapping[str, Any], say: Say) -> Iterator[Row]:
    section = say("audit.sight")
    for row in sight["platforms"]:
        yield Row(
            section, row["platform"], say("audit.coverage"), row["coverage"], n=row["declared"], note=row["seen_at"]
        )
    for source in sight["sources"]:
        blind = source["blind_since"] and say("audit.blind_since", since=source["blind_since"])
        if source.get("state"):  # months frozen by earlier versions do not have it
            state = say(f"sight.{source['state']}")
            yield Row(section, source["platform"], say("audit.held"), source["held"], n=source["declared"], note=state)
        name = say("audit.good_runs", source=source["source_id"])
        yield Row(section, source["platform"], name, source["good_runs"], n=source["runs"], note=blind)
    text = sight["with_text"]
    yield Row(section, "", say("audit.with_text"), text["share"], n=text["of"])


FORMAT = _CsvTable()
