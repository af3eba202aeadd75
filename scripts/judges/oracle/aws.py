"""CloudTrail records and native Systems Manager events as activities and steps (docs/reference/semantics.md)."""

from fnmatch import fnmatchcase
import hashlib
import json
import re

from facts import Activity, Actor, Step, milliseconds

FAMILY_OF = {
    'ssm:SendCommand': 'command',
    'ecs:ExecuteCommand': 'command',
    'ssm:StartSession': 'session',
    'ssm:ResumeSession': 'session',
    'ssm-guiconnect:StartConnection': 'session',
    'ec2-instance-connect:SendSSHPublicKey': 'session',
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey': 'session',
    'ssm:StartAutomationExecution': 'automation',
    'ssm:SendAutomationSignal': 'automation',
    'ssm:CreateAssociation': 'schedule',
    'ssm:UpdateAssociation': 'schedule',
    'ssm:StartAssociationsOnce': 'schedule',
    'ssm:CreateMaintenanceWindow': 'schedule',
    'ssm:RegisterTargetWithMaintenanceWindow': 'schedule',
    'ssm:RegisterTaskWithMaintenanceWindow': 'schedule',
    'ssm:CreateDocument': 'document',
    'ssm:UpdateDocument': 'document',
    'ssm:ModifyDocumentPermission': 'document',
    'ec2:ModifyInstanceAttribute': 'boot',
    'ec2:CreateLaunchTemplateVersion': 'boot',
    'ec2:EnableSerialConsoleAccess': 'configuration',
    'ssm:UpdateServiceSetting': 'configuration',
    'ec2:AssociateIamInstanceProfile': 'identity',
    'ssm:CreateActivation': 'identity',
    'ssm:DescribeInstanceInformation': 'discovery',
    'ssm:GetCommandInvocation': 'discovery',
    'ssm:ListCommands': 'discovery',
    'ssm:CancelCommand': 'cleanup',
    'ssm:TerminateSession': 'cleanup',
    'ssm:DeleteDocument': 'cleanup',
}

DENIED = ('AccessDenied*', '*UnauthorizedOperation', 'Forbidden', 'Unauthorized*', 'NotAuthorized*')
SERVICE = re.compile(r'[a-z0-9.-]+\.amazonaws\.com')


def read_aws(cloudtrail, natives):
    """(activities, steps) of all CloudTrail records, with (record, envelope account) pairs, and native events."""
    activities, steps = [], []
    for record, account in distinct(cloudtrail):
        operation = f"{record['eventSource'].split('.')[0]}:{record['eventName']}"
        if operation == 'sts:AssumeRole':
            steps += assume_role(record)
        elif operation in FAMILY_OF and (FAMILY_OF[operation] != 'boot' or has_user_data(record)):
            activities.append(read_call(record, operation, account))
    return join_natives(activities, natives), steps


def canonical_hash(record):
    return hashlib.sha256(json.dumps(record, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest()


def distinct(cloudtrail):
    """One record of each eventID: an addendum before others, then the smaller canonical hash."""
    best = {}
    for record, account in cloudtrail:
        rank = ('addendum' not in record, canonical_hash(record))
        key = record.get('eventID', rank[1])
        if key not in best or rank < best[key][0]:
            best[key] = (rank, record, account)
    return [(record, account) for _, record, account in best.values()]


def has_user_data(record):
    request = record.get('requestParameters') or {}
    return 'userData' in request or 'userData' in request.get('CreateLaunchTemplateVersionRequest', {}).get('LaunchTemplateData', {})


def assume_role(record):
    credentials = (record.get('responseElements') or {}).get('credentials')
    caller = record['userIdentity'].get('accountId')
    if credentials and caller:
        yield Step(milliseconds(record['eventTime']), record['eventID'], caller, credentials['accessKeyId'])


def read_call(record, operation, envelope_account):
    identity = record['userIdentity']
    request = record.get('requestParameters') or {}
    command = (record.get('responseElements') or {}).get('command', {})
    account = record.get('recipientAccountId') or envelope_account or identity.get('accountId')
    activity = Activity(
        id=record.get('eventID') or canonical_hash(record),
        records=[record['eventID']] if 'eventID' in record else [],
        at=milliseconds(record['eventTime']),
        cloud='aws',
        operation=operation,
        family=FAMILY_OF[operation],
        outcome=outcome(record.get('errorCode')),
        actor=read_actor(identity, account),
        account=account,
        network=network(record.get('sourceIPAddress', '')),
        omitted=request.get('omitted') is True,
        rates=[request.get('maxConcurrency'), request.get('maxErrors')],
        text=request.get('command') if operation == 'ecs:ExecuteCommand' else None,
        command_id=command.get('commandId'),
        automatic=is_automatic(record),
        item=request.get('settingId'),
    )
    activity.machines, activity.selectors = targets(operation, request)
    document = request.get('documentName') or (request.get('name') if activity.family in ('schedule', 'document', 'cleanup') else None) or request.get('taskArn')
    if 'errorMessage' in record:
        resource = re.search(r'on resource: (\S+)', record['errorMessage'])
        if resource and ':document/' in resource[1]:
            document = resource[1]
    activity.document, activity.document_owner = split_document(document)
    return activity


def outcome(error):
    if error is None:
        return 'succeeded'
    return 'denied' if any(fnmatchcase(error, pattern) for pattern in DENIED) else 'failed'


def network(address):
    return f'service/{address}' if SERVICE.fullmatch(address) or address == 'AWS Internal' else 'unknown'


def read_actor(identity, account):
    invoked_by = identity.get('invokedBy', '')
    arn = identity.get('arn')
    context = identity.get('sessionContext', {})
    issuer = context.get('sessionIssuer', {})
    key = f"aws:{identity.get('accountId') or account}:{identity_path(identity)}"
    if 'sourceIdentity' in context:
        key += f"@{context['sourceIdentity']}"
    own = key
    if SERVICE.fullmatch(invoked_by):
        key = f'aws:service/{invoked_by}'
        if identity.get('type') != 'AWSService':
            key += f'/{own}'
    return Actor(
        key=key,
        names=[name for name in (key, arn, issuer.get('arn')) if name],
        access_key=identity.get('accessKeyId'),
    )


def identity_path(identity):
    kind = identity.get('type')
    name = identity.get('arn', '').split(':')[-1]
    if kind == 'IAMUser':
        return f"user/{identity['userName']}"
    if kind == 'Root':
        return 'root'
    if kind == 'AWSAccount':
        return 'account'
    if kind == 'FederatedUser':
        return f"federated/{name.split('/')[-1]}"
    if kind == 'AssumedRole':
        _, role, session = name.split('/', 2)
        sso = re.fullmatch(r'AWSReservedSSO_(.+)_[0-9a-f]+', role)
        return f'sso/{sso[1]}/{session}' if sso else f'role/{role}'
    return 'unknown'


def is_automatic(record):
    """Only AWS writes `invokedBy`; the role or session is one of Systems Manager's own makers of calls."""
    identity = record['userIdentity']
    if identity.get('invokedBy') != 'ssm.amazonaws.com':
        return False
    role, _, session = identity.get('arn', '').partition('assumed-role/')[2].partition('/')
    makers = ('StateManager', 'Automation', 'MaintenanceWindow')
    return identity['type'] == 'AWSService' or role == 'AWSServiceRoleForAmazonSSM' or session.startswith(makers)


def targets(operation, request):
    """(machines listed, selectors)."""
    machines, selectors = [], []
    if operation == 'ecs:ExecuteCommand':
        machines = [f"{request.get('cluster')} {request['task']} {request.get('container')}"] if 'task' in request else []
    elif operation.startswith(('ec2', 'ssm')) and operation not in ('ssm:GetCommandInvocation', 'ssm:CancelCommand'):
        machines = [request[name] for name in ('target', 'instanceId') if name in request]
        machines += request.get('instanceIds', [])
        if operation == 'ssm:StartAutomationExecution':
            machines += request.get('parameters', {}).get('InstanceId', [])
    for target in request.get('targets', []):
        if target['key'].lower() == 'instanceids':
            machines += target['values']
        else:
            selectors.append(target['key'])
    if '*' in machines or selectors:
        return [], selectors + ['*'] * ('*' in machines)
    return list(dict.fromkeys(machines)), []


def split_document(name):
    """Name and owner account of a document named by itself or by its ARN."""
    if name is None or not name.startswith('arn:'):
        return name, None
    parts = name.split(':', 5)
    return parts[5].removeprefix('document/'), parts[4] or None


def join_natives(activities, natives):
    """Text and machines of native events go to the call with their command id; without one they stand alone."""
    by_command = {}
    for event in natives:
        by_command.setdefault(event['detail']['command-id'], []).append(event)
    calls = {activity.command_id: activity for activity in activities if activity.command_id}
    alone = []
    for command_id, events in by_command.items():
        call = calls.get(command_id) or alone_activity(command_id, events)
        if command_id not in calls:
            alone.append(call)
        texts = [event['detail'].get('parameters', {}).get('commands') for event in sorted(events, key=native_time)]
        call.text = call.text or next(('\n'.join(text) for text in texts if text), None)
        machines = sorted({machine for event in events for machine in native_machines(event)})
        call.machines = call.machines or machines
        call.records = sorted({*call.records, *(event['id'] for event in events)})
    return activities + alone


def native_time(event):
    return milliseconds(event['detail'].get('requested-date-time') or event['time'])


def native_machines(event):
    if 'instance-id' in event['detail']:
        yield event['detail']['instance-id']
    for arn in event.get('resources', []):
        yield arn.split('/')[-1]


def alone_activity(command_id, events):
    account = events[0]['account']
    key = f'aws:{account}:unknown'
    return Activity(
        id=f'command/{command_id}',
        records=[],
        at=min(native_time(event) for event in events),
        cloud='aws',
        operation='ssm:SendCommand',
        family='command',
        outcome='pending',
        actor=Actor(key=key, names=[key]),
        account=account,
        document=events[0]['detail'].get('document-name'),
        command_id=command_id,
    )
