"""Which process this is, and whether another one on this machine is still alive."""

from __future__ import annotations

import os
import socket
import sys


def this_process() -> str:
    """Machine and process number, e.g. "web-1:4711"."""
    return f"{socket.gethostname()[:150]}:{os.getpid()}"


def has_died(other: str) -> bool:
    """Whether a process named by `this_process` is known to be gone; of other machines nothing is known."""
    machine, _, number = other.rpartition(":")
    if machine != socket.gethostname()[:150] or sys.platform == "win32":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False
