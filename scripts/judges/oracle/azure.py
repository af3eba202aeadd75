"""Activity Log records of both shapes as activities, stages folded (docs/reference/semantics.md)."""

import json
import re

from facts import Activity, Actor, milliseconds

VM = 'microsoft.compute/virtualmachines'
INSTANCE = 'microsoft.compute/virtualmachinescalesets/virtualmachines'
ARC = 'microsoft.hybridcompute/machines'
AUTOMATION = 'microsoft.automation/automationaccounts'

FAMILY_OF = {
    f'{VM}/runcommand/action': 'command',
    f'{INSTANCE}/runcommand/action': 'command',
    f'{VM}/runcommands/write': 'command',
    f'{INSTANCE}/runcommands/write': 'command',
    f'{ARC}/runcommands/write': 'command',
    'microsoft.containerservice/managedclusters/runcommand/action': 'command',
    'microsoft.serialconsole/serialports/connect/action': 'session',
    f'{AUTOMATION}/jobs/write': 'automation',
    f'{AUTOMATION}/jobs/resume/action': 'automation',
    f'{AUTOMATION}/runbooks/draft/testjob/write': 'automation',
    f'{AUTOMATION}/watchers/start/action': 'automation',
    f'{AUTOMATION}/schedules/write': 'schedule',
    f'{AUTOMATION}/jobschedules/write': 'schedule',
    f'{AUTOMATION}/webhooks/write': 'schedule',
    f'{AUTOMATION}/runbooks/write': 'document',
    f'{AUTOMATION}/runbooks/draft/write': 'document',
    f'{AUTOMATION}/runbooks/draft/content/write': 'document',
    f'{AUTOMATION}/runbooks/publish/action': 'document',
    f'{AUTOMATION}/modules/write': 'document',
    f'{VM}/extensions/write': 'extension',
    'microsoft.compute/virtualmachinescalesets/extensions/write': 'extension',
    f'{INSTANCE}/extensions/write': 'extension',
    f'{ARC}/extensions/write': 'extension',
    f'{ARC}/upgradeextensions/action': 'extension',
    'microsoft.compute/galleries/applications/versions/write': 'extension',
    'microsoft.serialconsole/consoleservices/enableconsole/action': 'configuration',
    'microsoft.authorization/roleassignments/write': 'identity',
    f'{VM}/retrievebootdiagnosticsdata/action': 'discovery',
    f'{VM}/runcommands/delete': 'cleanup',
    f'{VM}/extensions/delete': 'cleanup',
    f'{AUTOMATION}/runbooks/delete': 'cleanup',
}

START = ('start', 'started')
SUCCESS = ('success', 'succeeded')
FAILURE = ('failure', 'failed')
DENIED = {'forbidden', 'unauthorized', 'authorizationfailed', 'linkedauthorizationfailed', 'requestdisallowedbypolicy'}

SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
MICROSOFT = 'http://schemas.microsoft.com/identity/claims/'
MACHINE = re.compile(
    r'(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/'
    r'(?:microsoft\.compute/virtualmachines/[^/]+'
    r'|microsoft\.compute/virtualmachinescalesets/[^/]+(?:/virtualmachines/[^/]+)?'
    r'|microsoft\.hybridcompute/machines/[^/]+'
    r'|microsoft\.containerservice/managedclusters/[^/]+))(?:/|$)'
)


def read_azure(records):
    """Activities of all records: one for each Start of a (correlation id, operation, resource)."""
    stages = {}
    for record in records:
        stage = read_stage(record)
        if stage['operation'] in FAMILY_OF:
            stages.setdefault((stage['correlation'], stage['operation'], stage['resource']), []).append(stage)
    return [read_group(group) for same in stages.values() for group in by_start(same)]


def text_of(value):
    """REST writes {value, localizedValue} where the export writes a text."""
    return value['value'] if isinstance(value, dict) else value


def members(value):
    return json.loads(value) if isinstance(value, str) else value or {}


def read_stage(record):
    properties = members(record.get('properties'))
    identity = members(record.get('identity'))
    authorization = identity.get('authorization') or record.get('authorization') or {}
    error = members(properties.get('statusMessage')).get('error', {}).get('code', '')
    signature = record.get('resultSignature') or f".{text_of(record.get('subStatus', ''))}"
    return {
        'correlation': record['correlationId'],
        'operation': text_of(record['operationName']).lower(),
        'resource': record['resourceId'].lower(),
        'at': milliseconds(record.get('time') or record['eventTimestamp']),
        'result': (record.get('resultType') or text_of(record['status'])).lower(),
        'codes': {signature.partition('.')[2].lower(), properties.get('statusCode', '').lower(), error.lower()},
        'claims': identity.get('claims') or record.get('claims') or {},
        'assigned_to': authorization.get('evidence', {}).get('principalType'),
        'caller': record.get('caller'),
        'tenant': record.get('tenantId') or properties.get('hierarchy', '').split('/')[0] or None,
        'body': members(properties.get('requestbody')).get('properties', {}),
    }


def by_start(stages):
    """A Start with another time opens another activity; every other stage belongs to the latest Start before it."""
    starts = sorted({stage['at'] for stage in stages if stage['result'] in START})
    groups = {}
    for stage in stages:
        number = max(0, sum(start <= stage['at'] for start in starts) - 1)
        groups.setdefault(number, []).append(stage)
    return groups.values()


def read_group(group):
    group = sorted(group, key=lambda stage: (stage['result'] not in START, stage['at']))
    first = group[0]
    operation, resource = first['operation'], first['resource']
    machine = MACHINE.match(resource)
    activity = Activity(
        id=None,
        records=[first['correlation']],
        at=first['at'],
        cloud='azure',
        operation=operation,
        family=FAMILY_OF[operation],
        outcome=outcome(group),
        actor=read_actor(known(group, 'claims'), known(group, 'caller'), known(group, 'assigned_to')),
        account=resource.split('/')[2],
        tenant=known(group, 'tenant'),
        machines=[machine[1]] if machine else [],
        resource=resource,
        item=resource.rpartition('/')[2],
    )
    read_payload(activity, resource, known(group, 'body') or {})
    return activity


def read_payload(activity, resource, body):
    """The document is the runbook's or extension's name, the extension's type where the request tells it."""
    parts = resource.split('/')
    if '/extensions/' in activity.operation:
        activity.document = body.get('type') or parts[-1]
        activity.type_known = 'publisher' in body and 'type' in body
    elif activity.operation.startswith(f'{AUTOMATION}/runbooks/'):
        activity.document = parts[parts.index('runbooks') + 1]
    elif activity.operation == f'{AUTOMATION}/jobs/write':
        activity.document = body.get('runbook', {}).get('name')
    activity.text = body.get('source', {}).get('script')


def known(group, name):
    """The Start's word, else the earliest other stage's."""
    return next((stage[name] for stage in group if stage[name]), None)


def outcome(group):
    """The final stage's; of several what was seen to happen, then what was refused."""
    found = {outcome_of(stage) for stage in group}
    return next(outcome for outcome in ('succeeded', 'denied', 'failed', 'pending') if outcome in found)


def outcome_of(stage):
    if stage['result'] in SUCCESS:
        return 'succeeded'
    if stage['result'] in FAILURE:
        return 'denied' if stage['codes'] & DENIED else 'failed'
    return 'pending'


def read_actor(claims, caller, assigned_to):
    claims = claims or {}
    object_id = claims.get(f'{MICROSOFT}objectidentifier')
    application = claims.get('appid') if claims.get('idtyp') == 'app' else None
    upn = claims.get(f'{SOAP}upn')
    if object_id is None and re.fullmatch(r'[0-9a-f-]{36}', caller or ''):
        object_id = caller
    if object_id:
        key = f'azure:{object_id.lower()}'
    elif application:
        key = f'azure:app/{application}'
    else:
        key = f"azure:{(caller or 'unknown').lower()}"
    human = claims.get('idtyp') != 'app' and bool(upn or '@' in (caller or '') or claims.get(f'{SOAP}emailaddress'))
    names = [key, object_id, (object_id or '').replace('-', ''), application, upn, caller]
    return Actor(
        key=key,
        human=human,
        application=claims.get('idtyp') == 'app' or (not human and bool(object_id)),
        names=[name for name in names if name],
        tenant=(claims.get(f'{MICROSOFT}tenantid') or '').lower() or None,
        assigned_to=assigned_to,
    )
