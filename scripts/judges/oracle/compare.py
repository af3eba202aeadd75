"""Compares what a scan says with the oracle and prints every difference.

usage: compare.py FOLDER    with oracle.jsonl, activities.jsonl and, when alerts are to be compared, alerts.jsonl
exits 0 when equal, 1 otherwise
"""

import json
import os
import sys

SAME = ('time', 'records', 'operation', 'family', 'outcome')


def read(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file]


def expected_view(line):
    return {key: line[key] for key in (*SAME, 'actor', 'findings')}


def found_view(line):
    findings = sorted(line['findings'], key=lambda finding: finding['rule'])
    return {key: line[key] for key in SAME} | {
        'actor': line['actor']['key'],
        'findings': [{key: finding[key] for key in ('rule', 'severity', 'risk', 'suppressed')} for finding in findings],
    }


def name_of(view):
    """The ids of Azure are opaque: an activity is known by what it is."""
    return ' '.join((view['time'], view['operation'], view['actor'], *view['records']))


def by_name(views):
    named = {}
    for view in views:
        named.setdefault(name_of(view), []).append(view)
    return named


def activity_differences(oracle, scan):
    expected, found = by_name(map(expected_view, oracle)), by_name(map(found_view, scan))
    for name in sorted({*expected, *found}):
        if expected.get(name) != found.get(name):
            yield f'{name}\n  oracle    {brief(expected.get(name))}\n  runwarden {brief(found.get(name))}'
    order = [(line['time'], line['id']) for line in scan]
    if order != sorted(order):
        yield 'the scan is not in the order of (time, id)'
    known = {name_of(expected_view(line)): line['id'] for line in oracle if line['id'] is not None}
    for line in scan:
        expected_id = known.get(name_of(found_view(line)), line['id'])
        if line['id'] != expected_id:
            yield f'id {line["id"]}, expected {expected_id}'


def brief(views):
    if views is None:
        return 'no such activity'
    return '; '.join(f"{view['family']} {view['outcome']}: " + (', '.join(map(words, view['findings'])) or 'nothing') for view in views)


def words(finding):
    return f"{finding['rule'].split('.')[-1]} {finding['severity']} {finding['risk']}{'' if finding['suppressed'] is None else ' suppressed'}"


def alert_differences(oracle, scan, alerts):
    """Severity and risk of every alert; and every activity of any risk is alerted or counted."""
    scored = {name_of(expected_view(line)): (line['severity'], line['risk']) for line in oracle}
    names = {line['id']: name_of(found_view(line)) for line in scan}
    for alert in alerts:
        name = names[alert['activities'][0]]
        if scored.get(name) != (alert['severity'], alert['risk']):
            yield f"alert of {name}\n  oracle    {scored.get(name)}\n  runwarden {(alert['severity'], alert['risk'])}"
    told = {names[activity] for alert in alerts for activity in alert['activities']}
    for name, (_, risk) in scored.items():
        if risk > 0 and name not in told:
            yield f'no alert of {name}, risk {risk}'


def main():
    files = {name: os.path.join(sys.argv[1], f'{name}.jsonl') for name in ('oracle', 'activities', 'alerts')}
    oracle, scan = read(files['oracle']), read(files['activities'])
    found = [*activity_differences(oracle, scan)]
    if not found and os.path.exists(files['alerts']):
        found = [*alert_differences(oracle, scan, read(files['alerts']))]
    for difference in found:
        print(difference)
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
