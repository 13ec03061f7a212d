"""Everything there is of an answer to one review, put together for whoever works on it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.answering import promises_in
from service.api.answer_schemas import AnswerOut, DraftOut, PostingOut, PromiseHeard, ReplyOut, WhereOut
from service.api.ledger_schemas import PieceOut
from service.api.schemas import ResponseOut
from service.bootstrap import House
from service.domain.diff import word_diff
from service.domain.ticket import State
from service.storage.repositories import postings, promises, replies, sources, tickets
from service.storage.repositories.tickets import Shown
from service.storage.tables import Response
from service.workflows.filling import hits_of
from service.workflows.sending import reaches_platform


def answer_of(session: Session, house: House, ticket_id: int) -> AnswerOut:
    """Raises NotFound."""
    shown = tickets.shown(session, ticket_id)
    draft, posted = replies.proposed(session, ticket_id), replies.of_ticket(session, ticket_id)
    public, posting = replies.answers(session, shown.review.id), postings.newest(session, ticket_id)
    text = draft.text if draft else posted[-1].text if posted else ""
    return AnswerOut(
        draft=DraftOut.model_validate(draft) if draft else None,
        posted=[ReplyOut.model_validate(one) for one in posted],
        public=[ResponseOut.model_validate(one) for one in public],
        difference=_difference(shown, posted[-1].text if posted else None, public),
        posting=PostingOut.model_validate(posting) if posting else None,
        promises=_promises(session, shown, text),
        where=_where(session, house, shown),
    )


def _difference(shown: Shown, claimed: str | None, public: object) -> list[PieceOut] | None:
    there = [one for one in public if isinstance(one, Response) and one.gone_at is None]  # type: ignore[attr-defined]
    if shown.ticket.state != State.SEEN_DIFFERENT or claimed is None or not there:
        return None
    return [PieceOut(change=piece.change.value, text=piece.text) for piece in word_diff(claimed, there[-1].text)]


def _promises(session: Session, shown: Shown, text: str) -> list[PromiseHeard]:
    """A theme's guess is the first that the review blames; what was written down already is not suggested again."""
    written = {one.text.casefold() for one in promises.of_ticket(session, shown.ticket.id)}
    blamed = next((hit.theme.value for hit in hits_of(shown) if hit.polarity < 0), None)
    language = (shown.reading.language if shown.reading else None) or shown.revision.language
    heard = [text[start:end].strip() for start, end in promises_in(text, language)]
    return [PromiseHeard(text=said, theme=blamed) for said in heard if said.casefold() not in written]


def _where(session: Session, house: House, shown: Shown) -> WhereOut:
    source = sources.get(session, shown.review.source_id)
    return WhereOut(
        page=shown.review.url or source.url,
        limit=house.reply_limits.get(shown.review.platform),
        by_api=reaches_platform(house.posters, shown.review, source),
    )
