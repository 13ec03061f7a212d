"""When an employer works and how soon it answers: opening hours, half and squeeze days, July, days of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from service.domain.errors import InvalidInput


class WorkingTime(BaseModel):
    """An employer's own; the defaults are a Swedish office's. Clock times on the employer's wall clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opens: time = time(8)
    closes: time = time(17)
    half_days: bool = Field(True, description="a working day before a red day ends at `half_closes`")
    half_closes: time = time(14)
    squeeze_days: bool = Field(False, description="a day between a red day and another free one is free too")
    july: bool = Field(
        False, description="in July a working day counts as half a one, so that targets are twice as far"
    )
    closed_on: frozenset[date] = Field(frozenset(), max_length=100, description="free days of its own")
    open_on: frozenset[date] = Field(frozenset(), max_length=100, description="days it works although they are red")
    target_days: int = Field(3, ge=1, le=20, description="working days until a reply is due")
    overdue_days: int = Field(5, ge=1, le=40, description="working days until one is overdue")

    @model_validator(mode="after")
    def _ordered(self) -> WorkingTime:
        clocks = (self.opens, self.half_closes, self.closes)
        if any(clock.tzinfo for clock in clocks) or not self.opens < self.half_closes <= self.closes:
            raise ValueError("a day opens, then closes on half days, then on whole ones, on the employer's own clock")
        if self.target_days > self.overdue_days:
            raise ValueError("a reply is overdue no sooner than it is due")
        return self

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> WorkingTime:
        """From what is kept of an employer. Raises InvalidInput that names what is wrong."""
        if not kept:
            return STANDARD
        try:
            return cls.model_validate(kept)
        except ValidationError as problem:
            wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
            raise InvalidInput(f"this is no working time: {wrong}") from None

    def kept(self) -> dict[str, Any]:
        """What is kept of it, days in order."""
        told = self.model_dump(mode="json")
        return {**told, "closed_on": sorted(told["closed_on"]), "open_on": sorted(told["open_on"])}


STANDARD = WorkingTime()
