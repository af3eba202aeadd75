"""The log under construction: records of all kinds with their times, and how they are strewn over files."""

import gzip
import json
import os
from random import Random

from cast import ADDRESSES, HOME, uuid
from facts import DAY, MINUTE, SECOND, iso, milliseconds

BEGIN = milliseconds('2026-03-02T00:00:00Z')
DAYS = 21


class Log:
    def __init__(self, seed, settings):
        self.random = Random(seed)
        self.settings = settings
        self.window = settings.window_minutes * MINUTE
        self.history = settings.history_days * DAY
        self.records = []
        self.commands = []
        self.azure_commands = []

    def new_id(self):
        return uuid(self.random.getrandbits(47))

    def second(self, days=DAYS):
        """A whole second: CloudTrail knows no finer times."""
        return BEGIN + self.random.randrange(days * DAY // SECOND) * SECOND

    def instant(self, days=DAYS):
        """Never a whole second, so that no Azure operation, whose id is opaque, begins together with a call to AWS."""
        return self.second(days) + self.random.randrange(1, SECOND)

    def pick(self, values):
        return self.random.choice(values)

    def chance(self, probability):
        return self.random.random() < probability

    def address(self):
        return self.pick(ADDRESSES)

    def cloudtrail(self, record):
        self.records.append(('cloudtrail', record))

    def event(self, at, detail_type, detail, resources=(), account=HOME):
        event = {
            'version': '0',
            'id': self.new_id(),
            'detail-type': detail_type,
            'source': 'aws.ssm',
            'account': account,
            'time': iso(at)[:19] + 'Z',
            'region': 'us-east-1',
            'resources': list(resources),
            'detail': detail,
        }
        self.records.append(('event', event))

    def azure(self, record):
        self.records.append(('hub' if 'time' in record else 'rest', record))

    def process(self, event):
        self.records.append(('process', event))

    def write(self, folder):
        """Shuffled, some delivered twice, in every container a record of its kind may come in."""
        records = self.records + self.random.sample(self.records, len(self.records) // 10)
        self.random.shuffle(records)
        for number, start in enumerate(range(0, len(records), 40)):
            directory = os.path.join(folder, *(['deeper'] * (number % 3)))
            os.makedirs(directory, exist_ok=True)
            for name, text in self.files_of(records[start : start + 40]):
                self.write_file(os.path.join(directory, f'{number:03d}-{name}'), text)

    def files_of(self, records):
        of_kind = {kind: [record for found, record in records if found == kind] for kind in ('cloudtrail', 'event', 'hub', 'rest', 'process')}
        calls = of_kind['cloudtrail']
        cut = self.random.randrange(len(calls) + 1)
        files = [('trail.json', json.dumps({'Records': calls[:cut]}))]
        if self.chance(0.5):
            files.append(('trail.ndjson', lines(calls[cut:])))
        else:
            of_kind['event'] += [self.wrapped(record) for record in calls[cut:]]
        files.append(('events.jsonl', lines(of_kind['event'])))
        files.append(('hub.json', lines([{'records': of_kind['hub'][::2]}, {'records': of_kind['hub'][1::2]}])))
        rest = of_kind['rest']
        files.append(('activity.json', json.dumps(rest if self.chance(0.5) else {'value': rest})))
        files.append(('ecs.ndjson', lines(of_kind['process'])))
        return [(name, text) for name, text in files if len(text) > 30]

    def wrapped(self, record):
        return {
            'version': '0',
            'id': self.new_id(),
            'detail-type': 'AWS API Call via CloudTrail',
            'source': f"aws.{record['eventSource'].split('.')[0]}",
            'account': record['recipientAccountId'],
            'time': record['eventTime'],
            'region': record['awsRegion'],
            'resources': [],
            'detail': record,
        }

    def write_file(self, path, text):
        if self.chance(0.3):
            with gzip.open(f'{path}.gz', 'wb') as file:
                file.write(text.encode())
        else:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)


def lines(values):
    return ''.join(f'{json.dumps(value)}\n' for value in values)
