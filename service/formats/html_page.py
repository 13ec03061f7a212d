"""The frozen month as one page to read: four numbers, never one, each with its interval; no scripts, nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined

from service.texts import message, one_line

LOCALES = {"sv": "sv_SE", "en": "en_GB"}


class _HtmlPage:
    slug = "html"
    media_type = "text/html; charset=utf-8"
    suffix = "html"

    def render(self, snapshot: Mapping[str, Any], language: str) -> bytes:
        """One self-contained page in `language`, numbers and times as its readers write them."""
        locale, zone = LOCALES[language], ZoneInfo(snapshot["time_zone"])
        page = (
            _environment()
            .get_template("audit.html")
            .render(
                say=partial(message, language),
                language=language,
                employer=one_line(snapshot["employer"]["name"]),
                month=format_date(date.fromisoformat(f"{snapshot['month']}-01"), "LLLL y", locale=locale),
                snapshot=snapshot,
                number=partial(_number, locale),
                signed=partial(_signed, locale),
                percent=partial(_percent, locale),
                when=partial(_when, locale, zone),
                place=_place,
                **snapshot["metrics"],
            )
        )
        return page.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("service.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _number(locale: str, value: float | None, digits: int = 1) -> str:
    return (
        "–"
        if value is None
        else format_decimal(round(value, digits) + 0.0, f"#,##0.{'0' * digits}" if digits else "#,##0", locale)
    )


def _signed(locale: str, value: float) -> str:
    """A difference: its sign is always written, so that above and below cannot be mistaken."""
    return format_decimal(round(value, 1) + 0.0, "+#,##0.0;-#,##0.0", locale)


def _percent(locale: str, value: float | None) -> str:
    return "–" if value is None else format_percent(value, locale=locale)


def _when(locale: str, zone: ZoneInfo, moment: str | None) -> str:
    return (
        "–"
        if moment is None
        else format_datetime(datetime.fromisoformat(moment).astimezone(zone), "d MMM y HH:mm", locale=locale)
    )


def _place(value: float, low: float, high: float) -> float:
    """Where a value stands on a bar from `low` to `high`, in per cent of its length."""
    return round(100 * min(max((value - low) / (high - low), 0.0), 1.0), 1)


FORMAT = _HtmlPage()
