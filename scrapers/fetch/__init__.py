"""The library's only socket: honest, paced, bounded, and closed to addresses that are not public."""

from scrapers.fetch.caching import clear_cache
from scrapers.fetch.client import Fetcher
from scrapers.fetch.settings import Fetched, FetchSettings, honest_user_agent

__all__ = ["FetchSettings", "Fetched", "Fetcher", "clear_cache", "honest_user_agent"]
