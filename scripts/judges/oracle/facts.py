"""What the oracle knows of one activity. Times are milliseconds since 1970."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
import re

SECOND = 1_000
MINUTE = 60_000
HOUR = 3_600_000
DAY = 86_400_000

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass
class Actor:
    key: str
    human: bool = False
    application: bool = False
    # Every form an administrator list may name the caller by, the key included.
    names: list = field(default_factory=list)
    tenant: str = None
    assigned_to: str = None
    access_key: str = None


@dataclass
class Activity:
    id: str
    records: list
    at: int
    cloud: str
    operation: str
    family: str
    outcome: str
    actor: Actor
    account: str = None
    tenant: str = None
    # AS number term: every address of a generated log is unlisted, so `unknown`, or `service/<name>`.
    network: str = 'unknown'
    machines: list = field(default_factory=list)
    resource: str = None
    selectors: list = field(default_factory=list)
    omitted: bool = False
    rates: list = field(default_factory=list)
    document: str = None
    document_owner: str = None
    text: str = None
    command_id: str = None
    item: str = None
    type_known: bool = False
    automatic: bool = False
    agent: str = None
    host_names: list = field(default_factory=list)
    findings: dict = field(default_factory=dict)
    teaches: bool = False

    @property
    def took_effect(self):
        return self.outcome not in ('denied', 'failed')

    @property
    def order(self):
        return (self.at, self.id)


@dataclass
class Step:
    """An sts:AssumeRole that issued a key."""

    at: int
    id: str
    caller_account: str
    issued_key: str


def milliseconds(text):
    """ISO 8601 in UTC with any number of fractional digits, cut to milliseconds."""
    parts = re.fullmatch(r'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z', text)
    whole = datetime.fromisoformat(parts[1] + '+00:00') - EPOCH
    return whole // timedelta(milliseconds=1) + int((parts[2] or '')[:3].ljust(3, '0'))


def iso(at):
    return (EPOCH + timedelta(milliseconds=at)).strftime('%Y-%m-%dT%H:%M:%S.') + f'{at % 1000:03d}Z'
