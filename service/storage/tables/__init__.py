"""The tables, by the part of the way a datum is on."""

from service.storage.base import Base
from service.storage.tables.access import ApiKey, Heartbeat
from service.storage.tables.alerts import Alert
from service.storage.tables.audits import Snapshot
from service.storage.tables.collection import Capture, CaptureBody, Employer, Look, Run, Source
from service.storage.tables.queue import Reply, Ticket, TicketEvent
from service.storage.tables.reviews import Reading, Response, Review, Revision

__all__ = [
    "Alert",
    "ApiKey",
    "Base",
    "Capture",
    "CaptureBody",
    "Employer",
    "Heartbeat",
    "Look",
    "Reading",
    "Reply",
    "Response",
    "Review",
    "Revision",
    "Run",
    "Snapshot",
    "Source",
    "Ticket",
    "TicketEvent",
]
