"""Findings, routine, learning, risk and what teaches (docs/reference/semantics.md), in the total order."""

from dataclasses import dataclass, field

from facts import DAY, milliseconds
from rules import BROAD, CONFIRMED, MASS, RISK, RULES, is_novelty, window_machines
from settings import glob

BANDS = [('critical', 86), ('high', 60), ('medium', 34), ('low', 1), ('informational', 0)]
ROUTINE_DAYS = 3
HABIT_DAYS = 28


@dataclass
class World:
    activities: list
    steps: list
    settings: object
    learning_until: int
    processes: list = field(default_factory=list)


def judge_all(activities, steps, settings, earliest):
    ordered = sorted(activities, key=lambda a: (a.at, a.id or ''))
    world = World(ordered, steps, settings, earliest + settings.learning_days * DAY)
    world.processes = [a for a in ordered if a.family == 'process']
    for index, a in enumerate(ordered):
        if not a.automatic:
            judge(a, ordered[:index], world)
    return ordered


def judge(a, before, world):
    a.findings = {}
    for rule, fires in RULES.items():
        severity = fires(a, before, world)
        if severity and rule not in world.settings.disabled_rules:
            a.findings[rule] = adjusted(rule, severity, a, before, world)
    # Taught before the machine reports, so a confirmation never counts.
    lasting = {rule: finding for rule, finding in a.findings.items() if not finding['novelty'] and rule != CONFIRMED}
    rated = score(lasting)[0]
    a.teaches = a.took_effect and rated not in ('high', 'critical')


def adjusted(rule, severity, a, before, world):
    novelty = is_novelty(rule, severity)
    learning = novelty and a.at < world.learning_until
    if learning:
        severity = 'informational'
    routine = rule in (MASS, BROAD) and is_routine(rule, a, before, world)
    if routine:
        severity = 'low'
    suppressed = next((found['reason'] for found in world.settings.suppressions if covers(found, rule, a)), None)
    return {'severity': severity, 'risk': RISK[severity], 'novelty': novelty, 'routine': routine, 'suppressed': suppressed}


def covers(suppression, rule, a):
    """All given fields match, and the expiry is still to come in event time."""
    facts = {'caller': a.actor.names, 'rule': [rule], 'operation': [a.operation]}
    fields = set(suppression) - {'reason', 'until'}
    return a.at < milliseconds(suppression['until']) and all(any(glob(suppression[name], value) for value in facts[name]) for name in fields)


def routine_terms(rule, a, before, world):
    """What a finding makes usual: its size class and every smaller one. The last is its own."""
    machines = window_machines(a, before, world) if rule == MASS else a.machines
    sizes = [1] if machines else [None]
    while machines and sizes[-1] < len(machines):
        sizes.append(sizes[-1] * 2)
    return [(rule, a.actor.key, a.operation, a.text or a.document, size) for size in sizes]


def is_routine(rule, a, before, world):
    terms = routine_terms(rule, a, before, world)
    term = terms[-1]
    a.routine_terms = getattr(a, 'routine_terms', []) + terms
    days = {
        x.at // DAY
        for x in before
        if x.teaches and term in getattr(x, 'routine_terms', []) and x.at // DAY < a.at // DAY and a.at - x.at <= max(world.settings.history_days, HABIT_DAYS) * DAY
    }
    return len(days) >= ROUTINE_DAYS


def score(findings):
    """(severity, risk) of the findings that no suppression covers: of the new and usual ones, and of the two about reach, only the largest counts."""
    counted = {rule: finding for rule, finding in findings.items() if finding['suppressed'] is None}
    expected = {rule: finding['risk'] for rule, finding in counted.items() if finding['novelty'] or finding['routine']}
    reach = {rule: counted[rule]['risk'] for rule in (MASS, BROAD) if rule in counted and rule not in expected}
    risks = [finding['risk'] for rule, finding in counted.items() if rule not in expected and rule not in reach]
    risks += [max(group.values(), default=0) for group in (expected, reach)]
    product = 1
    for risk in risks:
        product *= 100 - risk
    risk = 100 + -product // 100 ** (len(risks) - 1)
    band = next(index for index, (_, minimum) in enumerate(BANDS) if risk >= minimum)
    if CONFIRMED in counted and risk > 0 and band > 0:
        band -= 1
        risk = BANDS[band][1]
    return BANDS[band][0], risk
