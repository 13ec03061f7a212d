"""Everything an operator can set, as one frozen value. `service.config` fills it from `OMDOME_…` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Settings(BaseModel):
    """The settings with their defaults; each description is a row of the README's table (a test holds them equal)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(
        Path("omdome-data"), description="folder for the embedded database, the HTTP cache and exports"
    )
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL (`postgresql+psycopg://…`) or SQLite (`sqlite:///…`) address; unset: SQLite in the data folder",
    )
    host: str = Field("127.0.0.1", description="address the API listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the API listens on")
    public_url: str = Field(
        "http://127.0.0.1:8000", description="how people reach the API; links in alerts start with it"
    )
    secret: SecretStr | None = Field(
        None,
        min_length=32,
        description="key (32 characters or more) that API keys are hashed with; unset: made once and kept in the data folder",
    )
    contact: str = Field(
        "",
        max_length=200,
        description="e-mail or web address in the User-Agent, so that a site can reach you; needed to scrape",
    )
    allow_hosts: frozenset[str] = Field(
        frozenset(),
        description="hosts (`name` or `name:port`, comma-separated) that may be fetched although their address is not public",
    )
    pace_seconds: float = Field(5.0, ge=0, le=3600, description="least time between two requests to one host")
    daily_requests: int = Field(
        500,
        ge=1,
        le=100_000,
        description="most requests to one host in a day (UTC), all sources and processes together",
    )
    max_pages: int = Field(50, ge=1, le=1000, description="most pages read of one listing in one run")
    max_file_mb: int = Field(50, ge=1, le=500, description="largest file `omdome import` and `omdome parse` read")
    drop_dir: Path | None = Field(
        None,
        description="watched folder: what is dropped there (a folder for each employer) is taken in; unset: `drop` in the data folder",
    )
    mailbox_password: SecretStr | None = Field(
        None, description="password of the mailbox whose notification mails are read (`omdome watch --mailbox`)"
    )
    recipes_dir: Path | None = Field(
        None, description="folder with recipes of your own (`*.yaml`, see docs/recipes.md)"
    )
    language: Literal["sv", "en"] = Field("sv", description="language of alerts and exports")
    channels: tuple[str, ...] = Field(
        ("console",), description="where alerts go, comma-separated (see the table of channels)"
    )
    slack_webhook: SecretStr | None = Field(
        None, description="address of a Slack incoming webhook; needed by the channel `slack`"
    )
    webhook_url: SecretStr | None = Field(
        None, description="address that gets every alert as a signed Standard Webhook; needed by the channel `webhook`"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="what those are signed with: `whsec_` and 24 to 64 bytes in base64"
    )
    alert_review_text: bool = Field(
        False, description="put review text into alerts (a channel is a second, unmanaged copy)"
    )
    google_client_id: str | None = Field(None, description="OAuth client that replies on Google Business Profile")
    google_client_secret: SecretStr | None = Field(None, description="that client's secret")
    google_refresh_token: SecretStr | None = Field(
        None, description="what the owner of the Google profile granted it (scope business.manage)"
    )
    trustpilot_key: SecretStr | None = Field(
        None, description="API key of a Trustpilot business account, to reply there"
    )
    trustpilot_secret: SecretStr | None = Field(None, description="the secret that belongs to it")
    trustpilot_author: str | None = Field(None, description="id of the Trustpilot business user who signs replies")
    drafting_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="address of an OpenAI-compatible endpoint (`…/v1`) that may draft answers; unset: nothing leaves the house",
    )
    drafting_model: str | None = Field(None, description="the model asked there")
    drafting_key: SecretStr | None = Field(None, description="the key it wants, if any")
    drafting_seconds: float = Field(
        20.0, ge=1, le=120, description="longest wait for a draft; then the template is used"
    )
    capture_days: int = Field(90, ge=1, le=3650, description="days a capture (page as received) is kept")
    review_months: int | None = Field(
        None, ge=12, le=1200, description="months a review is kept after it was published; unset: as long as the house"
    )
    event_months: int | None = Field(
        None, ge=1, le=1200, description="months the events of reviews (edited, removed …) are kept; unset: always"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="least severe log line that is written"
    )
    log_json: bool = Field(False, description="write logs as JSON lines")

    @property
    def database_address(self) -> str:
        """The SQLAlchemy URL in effect."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'omdome.db'}"

    @property
    def drop_folder(self) -> Path:
        """The watched folder."""
        return self.drop_dir or self.data_dir / "drop"

    @property
    def export_dir(self) -> Path:
        """Where monthly exports are written."""
        return self.data_dir / "exports"
