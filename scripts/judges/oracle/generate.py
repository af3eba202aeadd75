"""Random logs over three weeks, and the settings to scan them with: the same for the same seed.

usage: generate.py SEED FOLDER    writes FOLDER/settings.env and FOLDER/logs/
"""

import json
import os
import sys

from aws_stories import AWS_STORIES, call, send
from azure_stories import AZURE_STORIES
from cast import AWS_CALLERS, HOME, INSTANCES, OTHER_TENANT, PARTNER_TENANT, SECOND_HOME, user, uuid
from facts import DAY, SECOND
from log import BEGIN, Log
from machine_stories import MACHINE_STORIES
from random import Random
from settings import read_settings

ADMINS = [
    f'aws:{HOME}:role/Deploy',
    f'arn:aws:iam::{HOME}:user/a*',
    'aws:service/*',
    uuid(0x11).replace('-', ''),
    'HEIDI@example.com',
    uuid(0x114),
]

SUPPRESSIONS = [
    {'caller': f'aws:{HOME}:role/Deploy', 'until': '2026-03-14T12:00:00Z', 'reason': 'rollout'},
    {'rule': '*.delegated-admin', 'operation': 'ssm:*', 'until': '2026-03-20T00:00:00Z', 'reason': 'provider at work'},
    {'rule': '*.run-command-confirmed', 'caller': 'azure:*', 'until': '2026-12-31T00:00:00Z', 'reason': 'known'},
]


def settings_of(seed):
    """Every value of every setting meets every other within a few dozen seeds."""
    random = Random(f'settings {seed}')
    pick = random.choice
    given = {
        'RUNWARDEN_PRESET': pick(('balanced', 'balanced', 'strict', 'quiet')),
        'RUNWARDEN_LEARNING_DAYS': pick(('0', '0', '7')),
        'RUNWARDEN_HISTORY_DAYS': pick(('3', '7', None)),
        'RUNWARDEN_MASS_TARGETS': pick(('2', '3', '5', None, '2', '3', '150')),
        'RUNWARDEN_WINDOW_MINUTES': pick(('30', '60', None)),
        'RUNWARDEN_CORRELATION_SECONDS': pick(('60', None)),
        'RUNWARDEN_ENDPOINT_GRACE_MINUTES': pick(('10', None)),
        'RUNWARDEN_DISABLED_RULES': pick((None, None, None, json.dumps(['runwarden.cloud.first-seen-caller-on-target']))),
        'RUNWARDEN_SUPPRESSIONS': pick((None, None, json.dumps(SUPPRESSIONS))),
        'RUNWARDEN_KNOWN_ADMINS': pick((None, None, json.dumps(ADMINS))),
        'RUNWARDEN_TRUSTED_ACCOUNTS': pick((None, json.dumps([SECOND_HOME]))),
        'RUNWARDEN_HOME_TENANTS': pick((None, json.dumps([PARTNER_TENANT]), json.dumps([OTHER_TENANT]))),
    }
    return {name: value for name, value in given.items() if value is not None}


def main():
    seed, folder = sys.argv[1:]
    logs, settings = os.path.join(folder, 'logs'), os.path.join(folder, 'settings.env')
    os.makedirs(logs)
    with open(settings, 'w', encoding='utf-8') as file:
        file.writelines(f"{name}='{value}'\n" for name, value in settings_of(seed).items())
    log = Log(f'log {seed}', read_settings(settings))
    # The earliest of all records, which is no activity: learning begins with it and ends to the millisecond.
    begin = BEGIN - log.random.randrange(100_000) * SECOND
    call(log, begin, AWS_CALLERS[0], 's3', 'ListBuckets', None)
    for offset, machine in zip((-SECOND, 0, SECOND), INSTANCES):
        send(log, begin + 7 * DAY + offset, (user('oscar'), None), [machine])
    for stories in (AWS_STORIES + AZURE_STORIES, MACHINE_STORIES):
        for story, times in stories:
            for _ in range(times):
                story(log)
    log.write(logs)


if __name__ == '__main__':
    main()
