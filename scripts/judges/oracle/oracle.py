"""What a scan must find, written a second time from the pages alone: slow, simple, without windows or state.

usage: oracle.py SETTINGS FOLDER    prints one JSON line for each activity, in the total order
"""

import json
import sys

from aws import read_aws
from azure import read_azure
from facts import iso, milliseconds
from judge import judge_all, score
from process import read_process
from reading import read_folder
from settings import read_settings


def time_of(kind, record):
    return milliseconds(record[next(name for name in ('eventTime', 'time', 'eventTimestamp', '@timestamp') if name in record)])


def activities_of(settings, folder):
    records = list(read_folder(folder))
    earliest = min(time_of(kind, record) for kind, record, _ in records)
    of_kind = {kind: [] for kind in ('cloudtrail', 'native', 'azure', 'process')}
    for kind, record, account in records:
        of_kind[kind].append((record, account))
    commands = [event for event, _ in of_kind['native'] if event['detail-type'].startswith('EC2 Command')]
    calls, steps = read_aws(of_kind['cloudtrail'], commands)
    azure = read_azure([record for record, _ in of_kind['azure']])
    processes = {process.id: process for process in (read_process(event) for event, _ in of_kind['process']) if process}
    return judge_all([*calls, *azure, *processes.values()], steps, settings, earliest)


def line_of(a):
    severity, risk = score(a.findings)
    return {
        'id': a.id,
        'records': a.records,
        'time': iso(a.at),
        'operation': a.operation,
        'family': a.family,
        'outcome': a.outcome,
        'actor': a.actor.key,
        'findings': [{'rule': rule} | {key: finding[key] for key in ('severity', 'risk', 'suppressed')} for rule, finding in sorted(a.findings.items())],
        'severity': severity,
        'risk': risk,
    }


def main():
    settings, folder = sys.argv[1:]
    for activity in activities_of(read_settings(settings), folder):
        print(json.dumps(line_of(activity)))


if __name__ == '__main__':
    main()
