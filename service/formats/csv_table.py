"""The frozen month as a table that Excel opens: one measure a row, in the reader's own number format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from service.texts import message

HEADS = ("section", "platform", "measure", "value", "low", "high", "n", "note")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet take a text for a formula."""
Row = tuple[object, ...]


class _CsvTable:
    slug = "csv"
    media_type = "text/csv; charset=utf-8"
    suffix = "csv"

    def render(self, snapshot: Mapping[str, Any], language: str) -> bytes:
        """UTF-8 with a mark that Excel needs; semicolons and decimal commas in Swedish."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";" if language == "sv" else ",")
        writer.writerow(message(language, f"audit.csv.{head}") for head in HEADS)
        for row in _rows(snapshot, language):
            writer.writerow(_cell(value, language) for value in (*row, *[None] * (len(HEADS) - len(row))))
        return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return message(language, "audit.yes" if value else "audit.no")
    if isinstance(value, (int, float)):
        text = f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return text.replace(".", ",") if language == "sv" else text
    text = str(value).replace("\r", " ").replace("\n", " ").replace("\x00", "")
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _rows(snapshot: Mapping[str, Any], language: str) -> Iterator[Row]:
    metrics = snapshot["metrics"]
    about = message(language, "audit.about")
    yield about, "", message(language, "audit.employer"), snapshot["employer"]["name"]
    for name in ("month", "time_zone", "frozen_at", "formula"):
        yield about, "", message(language, f"audit.{name}"), snapshot[name]
    yield from _standing(metrics["standing"], language)
    yield from _harm(metrics["harm"], language)
    yield from _conduct(metrics["conduct"], language)
    yield from _sight(metrics["sight"], language)
    section = message(language, "audit.themes")
    for row in metrics["themes"]["themes"]:
        for side in ("positive", "negative", "neutral"):
            name = f"{message(language, 'theme.' + row['theme'])}: {message(language, 'audit.' + side)}"
            yield section, "", name, row[side], None, None, row["reviews"]


def _standing(standing: Mapping[str, Any], language: str) -> Iterator[Row]:
    section = message(language, "audit.standing")
    for row in (*standing["platforms"], *standing["apart"]):
        few = (
            message(language, "audit.too_few")
            if row["too_few"]
            else message(language, f"audit.audience.{row['audience']}")
        )
        name = message(language, "audit.mean")
        yield section, row["platform"], name, row["mean"], row["low"], row["high"], row["effective_n"], few
        for star, share in row["distribution"].items():
            yield (
                section,
                row["platform"],
                message(language, "audit.star", count=int(star)),
                share,
                None,
                None,
                row["reviews"],
            )
        declared = row["declared"]
        if declared:
            name = message(language, "audit.declared_rating")
            yield section, row["platform"], name, declared["rating"], None, None, declared["total"]
    together = standing["combined"]
    if together:
        name = message(language, "audit.combined")
        yield section, "", name, together["mean_difference"], together["low"], together["high"]
    else:
        yield (
            section,
            "",
            message(language, "audit.combined"),
            None,
            None,
            None,
            None,
            message(language, standing["combined_reason"]),
        )


def _share(section: str, name: str, share: Mapping[str, Any]) -> Row:
    return section, "", name, share["share"], share["low"], share["high"], share["of"]


def _harm(harm: Mapping[str, Any], language: str) -> Iterator[Row]:
    section = message(language, "audit.harm")
    for what in ("one_star", "negative"):
        for period in ("month", "year"):
            name = f"{message(language, 'audit.' + what)} ({message(language, 'audit.period.' + period)})"
            yield _share(section, name, harm[what][period])
    for period in ("month", "year"):
        name = f"{message(language, 'audit.severe')} ({message(language, 'audit.period.' + period)})"
        yield section, "", name, harm["severe"][period]


def _conduct(conduct: Mapping[str, Any], language: str) -> Iterator[Row]:
    section = message(language, "audit.conduct")
    for name in (
        "tickets",
        "answered",
        "seen",
        "not_checkable",
        "dismissed",
        "open",
        "median_business_hours",
        "near_identical_share",
    ):
        yield section, "", message(language, f"audit.{name}"), conduct[name], None, None, conduct["tickets"]
    yield _share(section, message(language, "audit.response_rate"), conduct["response_rate"])


def _sight(sight: Mapping[str, Any], language: str) -> Iterator[Row]:
    section = message(language, "audit.sight")
    for row in sight["platforms"]:
        yield (
            section,
            row["platform"],
            message(language, "audit.coverage"),
            row["coverage"],
            None,
            None,
            row["declared"],
            row["seen_at"],
        )
    for source in sight["sources"]:
        note = source["blind_since"] and message(language, "audit.blind_since", since=source["blind_since"])
        name = message(language, "audit.good_runs", source=source["source_id"])
        yield section, source["platform"], name, source["good_runs"], None, None, source["runs"], note
    yield (
        section,
        "",
        message(language, "audit.with_text"),
        sight["with_text"]["share"],
        None,
        None,
        sight["with_text"]["of"],
    )


FORMAT = _CsvTable()
