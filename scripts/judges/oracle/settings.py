"""Settings of a run, from a file of NAME=value lines."""

from dataclasses import dataclass
import json
import re

PRESETS = {
    'balanced': {},
    'quiet': {'RUNWARDEN_MASS_TARGETS': '10'},
    'strict': {'RUNWARDEN_MASS_TARGETS': '2', 'RUNWARDEN_HISTORY_DAYS': '14'},
}


@dataclass
class Settings:
    strict: bool
    history_days: int
    learning_days: int
    window_minutes: int
    mass_targets: int
    correlation_seconds: int
    grace_minutes: int
    known_admins: list
    trusted_accounts: list
    home_tenants: list
    suppressions: list
    disabled_rules: list


def read_settings(path):
    with open(path, encoding='utf-8') as file:
        given = dict(line.rstrip('\n').split('=', 1) for line in file if '=' in line)
    given = {name: value.strip().strip("'") for name, value in given.items()}
    preset = given.get('RUNWARDEN_PRESET', 'balanced')

    def read(name, default):
        name = f'RUNWARDEN_{name}'
        return given.get(name, PRESETS[preset].get(name, default))

    return Settings(
        strict=preset == 'strict',
        history_days=int(read('HISTORY_DAYS', '7')),
        learning_days=int(read('LEARNING_DAYS', '7')),
        window_minutes=int(read('WINDOW_MINUTES', '60')),
        mass_targets=int(read('MASS_TARGETS', '3')),
        correlation_seconds=int(read('CORRELATION_SECONDS', '120')),
        grace_minutes=int(read('ENDPOINT_GRACE_MINUTES', '30')),
        known_admins=json.loads(read('KNOWN_ADMINS', '[]')),
        trusted_accounts=json.loads(read('TRUSTED_ACCOUNTS', '[]')),
        home_tenants=json.loads(read('HOME_TENANTS', '[]')),
        suppressions=json.loads(read('SUPPRESSIONS', '[]')),
        disabled_rules=json.loads(read('DISABLED_RULES', '[]')),
    )


def glob(pattern, text):
    """Anchored, case ignored: `*` any run of characters, `?` one."""
    expression = ''.join('.*' if c == '*' else '.' if c == '?' else re.escape(c) for c in pattern)
    return re.fullmatch(expression, text, re.IGNORECASE | re.DOTALL) is not None
