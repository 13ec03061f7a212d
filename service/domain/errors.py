"""What may go wrong for a person, as one small tree; the API turns it into problem documents, the CLI into exit codes."""

from __future__ import annotations


class OmdomeError(Exception):
    """Root of every mistake we can explain. The message names the thing and the value and is shown as it is."""

    exit_code = 1


class InvalidInput(OmdomeError):
    """A value somebody gave cannot be used: a setting, month, file, cursor, name or address."""

    exit_code = 2


class NotFound(OmdomeError):
    """The thing named does not exist, or is not for the one who asks."""

    exit_code = 2


class Unauthenticated(OmdomeError):
    """No key, or a key that is unknown, expired or revoked."""

    exit_code = 2


class NotAllowed(OmdomeError):
    """A known key whose role does not reach this far."""

    exit_code = 2


class Conflict(OmdomeError):
    """The thing is in a state that does not allow this."""

    exit_code = 2


class TooLarge(InvalidInput):
    """A file is beyond the limit."""


class ReplyBlocked(InvalidInput):
    """The safety check forbids a reply as it stands; the message has every reason."""


class MoveNotAllowed(Conflict):
    """A ticket in this state cannot make this move."""


class Stale(OmdomeError):
    """Somebody else changed the thing since it was read."""

    exit_code = 2


class VersionMissing(OmdomeError):
    """A move came without saying which version of the ticket it was decided on."""

    exit_code = 2


class DeliveryFailed(OmdomeError):
    """A channel could not deliver now; worth trying again after `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DeliveryRefused(OmdomeError):
    """A channel said no for good (address gone, message invalid): trying again would not help."""
