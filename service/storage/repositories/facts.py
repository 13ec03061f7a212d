"""The inputs of a month's audit, gathered from every table that has a part in it."""

from __future__ import annotations

import typing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Float, Row, cast, exists, func, select
from sqlalchemy.orm import Session

from service.domain.audit import Declared, MonthFacts, Panel, ReviewFact, SourceSight
from service.domain.month import Month
from service.storage.repositories import ticket_facts
from service.storage.tables import Employer, Look, Reading, Response, Review, Revision, Run, Source

TEXTS = (Revision.title, Revision.pros, Revision.cons, Revision.advice, Revision.text)


def gather(session: Session, employer: Employer, month: Month) -> MonthFacts:
    """Everything the metrics may know of one employer's month; times up to the month's end in its own zone."""
    end = datetime.combine(month.last + timedelta(days=1), datetime.min.time(), ZoneInfo(employer.time_zone))
    return MonthFacts(
        employer_id=employer.id,
        employer_name=employer.name,
        time_zone=employer.time_zone,
        month=month,
        reviews=_reviews(session, employer.id, month),
        panel=_panel(session, employer.id, month),
        declared=_declared(session, employer.id, month, end),
        tickets=ticket_facts.gather(session, employer, end),
        sources=_sources(session, employer.id),
        promises=ticket_facts.promised(session, employer, end),
    )


def _reviews(session: Session, employer_id: int, month: Month) -> tuple[ReviewFact, ...]:
    has_text = func.coalesce(*TEXTS).is_not(None)
    answered = exists().where(Response.review_id == Review.id, Response.gone_at.is_(None))
    rows = session.execute(
        select(Review, Revision.rating, has_text, Reading, answered)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .outerjoin(Reading, Reading.revision_id == Revision.id)
        .where(Review.employer_id == employer_id, Review.published_on <= month.last)
        .order_by(Review.id)
    )
    return tuple(_review(row) for row in rows)


def _review(row: Row[Review, float | None, bool, Reading, bool]) -> ReviewFact:
    review, rating, has_text, _, answered = row
    reading = typing.cast("Reading | None", row[3])  # an outer join
    return ReviewFact(
        review_id=review.id,
        platform=review.platform,
        audience=review.audience,
        published_on=review.published_on,  # type: ignore[arg-type]  # the query leaves out reviews without a date
        rating=rating,
        has_text=has_text,
        tone=reading.tone if reading else "unsure",
        needs_reply=bool(reading and reading.needs_reply),
        urgent=tuple(reading.urgent) if reading else (),
        themes={theme["theme"]: theme["polarity"] for theme in reading.themes} if reading else {},
        answered=answered,
    )


def _panel(session: Session, employer_id: int, month: Month) -> dict[str, Panel]:
    """Stars of the competitors per platform; an employer is never part of the prior it is judged by."""
    rating = cast(Revision.rating, Float)
    mean, square = func.avg(rating), func.avg(rating * rating)
    rows = session.execute(
        select(Review.platform, mean, square, func.count(), func.count(Review.employer_id.distinct()))
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .join(Employer, Employer.id == Review.employer_id)
        .where(Employer.kind == "competitor", Employer.id != employer_id, Review.published_on <= month.last)
        .where(Revision.rating.is_not(None), Review.audience == "employee")
        .group_by(Review.platform)
        .having(func.count() > 1)
    )
    return {
        platform: Panel(platform, float(m), max(0.0, float(s) - float(m) ** 2) ** 0.5, n, employers)
        for platform, m, s, n, employers in rows
    }


def _declared(session: Session, employer_id: int, month: Month, end: datetime) -> tuple[Declared, ...]:
    """The last look before the month's end; where we were not looking yet, the first one after it, with its date."""
    after = Look.seen_at >= end
    newest = (
        select(
            Look.platform, func.coalesce(func.max(Look.id).filter(~after), func.min(Look.id).filter(after)).label("id")
        )
        .join(Source, Source.id == Look.source_id)
        .where(Source.employer_id == employer_id)
        .group_by(Look.platform)
        .subquery()
    )
    held = dict[str, int](
        session.execute(
            select(Review.platform, func.count())
            .where(Review.employer_id == employer_id, Review.published_on <= month.last)
            .group_by(Review.platform)
        ).all()
    )
    looks = session.scalars(select(Look).join(newest, newest.c.id == Look.id).order_by(Look.platform))
    return tuple(
        Declared(
            look.platform,
            look.seen_at,
            look.declared_total,
            look.declared_total_all,
            look.declared_rating,
            look.declared_distribution,
            held.get(look.platform, 0),
        )
        for look in looks
    )


def _sources(session: Session, employer_id: int) -> tuple[SourceSight, ...]:
    """How each source has fared until now, when the month is frozen."""
    good = func.count(Run.id).filter(Run.verdict.in_(("reviews", "empty")))
    rows = session.execute(
        select(Source, func.count(Run.id), good, func.max(Run.id))
        .outerjoin(Run, Run.source_id == Source.id)
        .where(Source.employer_id == employer_id)
        .group_by(Source.id)
        .order_by(Source.id)
    ).all()
    last = [run_id for *_, run_id in rows if run_id]
    verdicts = dict(session.execute(select(Run.id, Run.verdict).where(Run.id.in_(last))).all())
    return tuple(
        SourceSight(
            source.id,
            source.platform,
            source.way_in,
            runs,
            good_runs,
            source.last_good_at,
            verdicts.get(run_id),
            source.blind_since,
        )
        for source, runs, good_runs, run_id in rows
    )
