"""The tables, by the part of the way a datum is on."""

from service.storage.base import Base
from service.storage.tables.access import ApiKey, Heartbeat, Once
from service.storage.tables.alerts import Alert
from service.storage.tables.audits import Snapshot
from service.storage.tables.collection import Capture, CaptureBody, Employer, Look, Run, Source
from service.storage.tables.life import Erased, ReviewEvent, Sighting
from service.storage.tables.queue import Draft, Posting, Promise, PromiseTicket, Reply, Snippet, Ticket, TicketEvent
from service.storage.tables.reviews import Label, Reading, Response, Review, Revision
from service.storage.tables.rounds import CollectionRound
from service.storage.tables.sites import Host

__all__ = [
    "Alert",
    "ApiKey",
    "Base",
    "Capture",
    "CaptureBody",
    "CollectionRound",
    "Draft",
    "Employer",
    "Erased",
    "Heartbeat",
    "Host",
    "Label",
    "Look",
    "Once",
    "Posting",
    "Promise",
    "PromiseTicket",
    "Reading",
    "Reply",
    "Response",
    "Review",
    "ReviewEvent",
    "Revision",
    "Run",
    "Sighting",
    "Snapshot",
    "Snippet",
    "Source",
    "Ticket",
    "TicketEvent",
]
