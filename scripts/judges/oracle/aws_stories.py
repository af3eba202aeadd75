"""Calls to AWS: ordinary, repeated, in bursts, broad, refused, delegated, joined by native events."""

from cast import (
    AUTOMATIC_CALLERS, AWS_CALLERS, DOCUMENTS, FOREIGN_DOCUMENTS, HIDDEN, HOME, INSTANCES, SECOND_HOME, STRANGER, role, user,
)
from facts import DAY, HOUR, MINUTE, SECOND, iso

REFUSALS = ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'NotAuthorizedForOperation', 'UnauthorizedException', 'Forbidden')
FAILURES = ('InvalidInstanceId', 'ThrottlingException', 'NotForbidden')
SELECTORS = (
    [{'key': 'tag:Role', 'values': ['web']}],
    [{'key': 'tag-key', 'values': ['Role']}],
    [{'key': 'resource-groups:Name', 'values': ['web']}],
    [{'key': 'InstanceIds', 'values': ['*']}],
)


def call(log, at, caller, source, name, request, response=None, error=None, message=None, **more):
    """One CloudTrail record, kept by the log and returned."""
    identity, address = caller
    record = {
        'eventVersion': '1.08',
        'userIdentity': identity,
        'eventTime': iso(at)[:19] + 'Z',
        'eventSource': f'{source}.amazonaws.com',
        'eventName': name,
        'awsRegion': log.pick(('us-east-1', 'eu-west-1')),
        'sourceIPAddress': address or log.address(),
        'userAgent': 'aws-cli/2.17.32',
        'requestParameters': request,
        'responseElements': response,
        'eventID': log.new_id(),
        'recipientAccountId': identity.get('accountId', HOME),
        **more,
    }
    if error is not None:
        record |= {'errorCode': error, 'responseElements': None}
    if message is not None:
        record['errorMessage'] = message
    log.cloudtrail(record)
    return record


def send(log, at, caller, machines=None, document='AWS-RunShellScript', error=None, **request):
    command = log.new_id()
    parameters = {'documentName': document, 'parameters': HIDDEN, 'interactive': False, **request}
    if machines is not None:
        parameters['instanceIds'] = machines
    response = {'command': {'commandId': command, 'documentName': document, 'instanceIds': machines or [], 'status': 'Pending', 'targetCount': 0}}
    record = call(log, at, caller, 'ssm', 'SendCommand', parameters, response, error)
    if error is None:
        log.commands.append((at, command, machines or [], record['recipientAccountId']))
    return command


def start_session(log, at, caller, machine, error=None):
    call(log, at, caller, 'ssm', 'StartSession', {'target': machine}, {'sessionId': 'alice-0123'}, error)


def push_key(log, at, caller, machine, error=None):
    name = log.pick(('SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'))
    call(log, at, caller, 'ec2-instance-connect', name, {'instanceId': machine, 'sSHPublicKey': 'ssh-ed25519 AAAA'}, None, error)


def user_data(log, at, caller, machine, error=None):
    call(log, at, caller, 'ec2', 'ModifyInstanceAttribute', {'instanceId': machine, 'userData': '<sensitiveDataRemoved>'}, {'_return': True}, error)


def container(log, at, caller, task):
    request = {'cluster': 'main', 'container': 'app', 'task': f'arn:aws:ecs:us-east-1:{HOME}:task/main/{task}', 'command': '/bin/ls', 'interactive': True}
    call(log, at, caller, 'ecs', 'ExecuteCommand', request, {'containerName': 'app'})


ONE_MACHINE = (lambda log, at, caller, machine, error=None: send(log, at, caller, [machine], error=error), start_session, push_key, user_data)


def repeated(log):
    """One caller and machine again and again, around the last moment at which it is still known."""
    caller, act, machine = log.pick(AWS_CALLERS), log.pick(ONE_MACHINE), log.pick(INSTANCES)
    at = log.second(8)
    for _ in range(log.random.randrange(2, 6)):
        act(log, at, caller, machine, error=log.pick((None, None, None, 'AccessDenied', 'InvalidInstanceId')))
        at += log.pick((log.history, log.history + SECOND, log.history - SECOND, log.random.randrange(3 * 86_400) * SECOND, 0))


def burst(log):
    """As many machines as mass execution allows, and some more, spread to both sides of the window's edge."""
    caller, begin = log.pick(AWS_CALLERS), log.second()
    machines = log.random.sample(INSTANCES, min(len(INSTANCES), log.settings.mass_targets + log.pick((0, 1, 2, 3))))
    offsets = [0] + [log.pick((0, log.random.randrange(log.window // SECOND) * SECOND, log.window, log.window + SECOND, log.window - SECOND)) for _ in machines[1:]]
    acts = log.pick((ONE_MACHINE[:1], ONE_MACHINE[1:3], ONE_MACHINE[:1], ONE_MACHINE))
    for machine, offset in zip(machines, offsets):
        error = 'AccessDenied' if log.chance(0.1) else None
        log.pick(acts)(log, begin + offset, caller, machine, error=error)


def daily(log):
    """The same on many machines at the same hour, day after day: routine after three days."""
    caller, document, begin = log.pick(AWS_CALLERS), log.pick(DOCUMENTS), log.second(6)
    size = log.settings.mass_targets + log.pick((1, 2))
    kind, selectors = log.pick(('listed', 'listed', 'broad', 'both')), log.pick(SELECTORS)
    for day in range(log.random.randrange(4, 12)):
        at = begin + day * DAY + log.pick((0, 0, SECOND, -SECOND, 20 * MINUTE))
        if kind == 'broad':
            send(log, at, caller, document=document, targets=selectors, error=log.pick((None,) * 9 + ('AccessDenied',)))
        else:
            send(log, at, caller, INSTANCES[: size + log.pick((0, 0, 0, 1))], document, **({'maxErrors': '100%'} if kind == 'both' else {}))


def broad(log):
    caller, at = log.pick(AWS_CALLERS), log.second()
    targets = log.pick(SELECTORS)
    choice = log.random.randrange(8)
    if choice == 0:
        send(log, at, caller, ['*'])
    elif choice == 1:
        send(log, at, caller, [log.pick(INSTANCES)], maxConcurrency=log.pick(('100%', '50', '99%')), maxErrors=log.pick(('0', '100%', '100')))
    elif choice == 2:
        call(log, at, caller, 'ssm', 'CreateAssociation', {'name': log.pick(DOCUMENTS), 'targets': targets, 'scheduleExpression': 'rate(1 day)'}, {})
    elif choice == 3:
        call(log, at, caller, 'ssm', 'StartAutomationExecution', {'documentName': 'AWS-StopEC2Instance', 'targets': targets, 'targetParameterName': 'InstanceId'}, {})
    elif choice == 4:
        call(log, at, caller, 'ssm', 'SendCommand', {'omitted': True, 'originalSize': 102401, 'reason': 'requestParameters too large'}, {'command': {'commandId': log.new_id()}})
    elif choice == 5:
        for count in (99, 100, 101, log.pick((99, 130))):
            send(log, at, caller, [f'i-{number:017x}' for number in range(count)])
            at += MINUTE
    else:
        send(log, at, caller, document=log.pick(DOCUMENTS), targets=targets)


def refused(log):
    caller, at, machine = log.pick(AWS_CALLERS), log.second(), log.pick(INSTANCES)
    error = log.pick(REFUSALS + FAILURES)
    if error in FAILURES:
        return send(log, at, caller, [machine], error=error)
    resource = log.pick((f'arn:aws:ec2:us-east-1:{HOME}:instance/{machine}', 'arn:aws:ssm:us-east-1::document/AWS-RunShellScript', *FOREIGN_DOCUMENTS))
    message = f'User: arn:aws:iam::{HOME}:user/alice is not authorized to perform: ssm:SendCommand on resource: {resource}'
    return call(log, at, caller, 'ssm', 'SendCommand', None, error=error, message=message)


def chain(log):
    """Credentials issued in one account and used in another, around the longest session's end; a second role taken from there."""
    origin = log.pick((STRANGER, SECOND_HOME, HOME))
    key, name = f'ASIA{log.random.getrandbits(40):010X}', log.pick(('Operator', 'Deploy'))
    begin = log.second()
    assumer = log.pick(((user('zoe', origin), None), (role('Jump', 'zoe', origin), None), ({'type': 'AWSAccount', 'accountId': origin}, None)))
    request = {'roleArn': f'arn:aws:iam::{HOME}:role/{name}', 'roleSessionName': 'zoe'}
    response = {'credentials': {'accessKeyId': key, 'expiration': 'Mar 2, 2026, 1:00:00 AM'}}
    assume = call(log, begin, assumer, 'sts', 'AssumeRole', request, response, error='AccessDenied' if log.chance(0.1) else None)
    assume['recipientAccountId'] = log.pick((HOME, origin))
    caller = (role(name, 'zoe', key=key), None)
    for offset in (log.pick((0, SECOND, 5 * MINUTE, log.window + SECOND)), 12 * HOUR + log.pick((-SECOND, 0, SECOND))):
        act = log.pick((*ONE_MACHINE, lambda log, at, caller, machine: call(log, at, caller, 'ssm', 'DescribeInstanceInformation', {})))
        act(log, begin + offset, caller, log.pick(INSTANCES))
    if log.chance(0.4):
        second = f'{key}2'
        response = {'credentials': {'accessKeyId': second, 'expiration': 'Mar 2, 2026, 1:00:00 AM'}}
        call(log, begin + MINUTE, caller, 'sts', 'AssumeRole', {'roleArn': f'arn:aws:iam::{HOME}:role/Last'}, response)
        send(log, begin + 2 * MINUTE, (role('Last', 'zoe', key=second), None), [log.pick(INSTANCES)])


def foreign_document(log):
    caller, at, document = log.pick(AWS_CALLERS), log.second(), log.pick(FOREIGN_DOCUMENTS)
    if log.chance(0.5):
        send(log, at, caller, [log.pick(INSTANCES)], document)
    else:
        call(log, at, caller, 'ssm', 'CreateAssociation', {'name': document, 'targets': [{'key': 'InstanceIds', 'values': [log.pick(INSTANCES)]}]}, {})


def native(log):
    """The text and the machines of a command come apart from its call; sometimes the call never comes."""
    at, caller = log.second(), log.pick(AWS_CALLERS)
    account = caller[0].get('accountId', HOME)
    machines = log.random.sample(INSTANCES, min(len(INSTANCES), log.random.randrange(1, log.settings.mass_targets + 3)))
    text = log.pick((['date'], ['./script.sh --all'], ['powershell -File run.ps1', 'echo done'], ['start.cmd'], ['systemctl restart web']))
    way = log.random.randrange(4)
    if way == 0:
        command = log.new_id()
    elif way == 1:
        command = send(log, at, caller, targets=log.pick(SELECTORS))
    else:
        command = send(log, at, caller, machines)
    detail = {'command-id': command, 'document-name': 'AWS-RunShellScript', 'requested-date-time': iso(at)[:19] + 'Z', 'status': 'Success'}
    arns = [f'arn:aws:ec2:us-east-1:{account}:instance/{machine}' for machine in machines]
    if log.chance(0.8):
        log.event(at + 3 * SECOND, 'EC2 Command Status-change Notification', detail | {'parameters': {'commands': text}}, arns, account)
    for machine in machines if log.chance(0.5) else machines[:1]:
        log.event(at + 2 * SECOND, 'EC2 Command Invocation Status-change Notification', detail | {'instance-id': machine}, (), account)


def automatic(log):
    caller, begin = log.pick(AUTOMATIC_CALLERS), log.second()
    for offset in (0, MINUTE, 2 * MINUTE):
        send(log, begin + offset, caller, log.pick((['*'], log.random.sample(INSTANCES, 4))), 'AWS-RunPatchBaselineAssociation', maxConcurrency='100%', clientName='StateManager')
    if log.chance(0.5):
        send(log, begin + 3 * MINUTE, AWS_CALLERS[-1], [log.pick(INSTANCES)])


def other(log):
    """Every further family, calls that are no activity, and a record without an eventID."""
    caller, at, machine = log.pick(AWS_CALLERS), log.second(), log.pick(INSTANCES)
    source, name, request = log.pick((
        ('ssm', 'CreateDocument', {'name': 'Nightly', 'content': HIDDEN}),
        ('ssm', 'UpdateDocument', {'name': 'Nightly', 'content': HIDDEN}),
        ('ssm', 'ModifyDocumentPermission', {'name': 'Nightly', 'accountIdsToAdd': ['all']}),
        ('ssm', 'DeleteDocument', {'name': 'Nightly'}),
        ('ssm', 'UpdateDocument', {'name': 'SSM-SessionManagerRunShell', 'content': HIDDEN}),
        ('ssm', 'DeleteDocument', {'name': 'SSM-SessionManagerRunShell'}),
        ('ssm', 'UpdateServiceSetting', {'settingId': '/ssm/managed-instance/default-ec2-instance-management-role', 'settingValue': 'service-role/Managed'}),
        ('ssm', 'CreateMaintenanceWindow', {'name': 'Nights'}),
        ('ssm', 'RegisterTargetWithMaintenanceWindow', {'windowId': 'mw-0', 'targets': log.pick(SELECTORS)}),
        ('ssm', 'RegisterTaskWithMaintenanceWindow', {'windowId': 'mw-0', 'taskArn': 'AWS-RunShellScript', 'targets': [{'key': 'InstanceIds', 'values': [machine]}]}),
        ('ssm', 'StartAutomationExecution', {'documentName': 'Nightly', 'parameters': {'InstanceId': [machine]}}),
        ('ssm', 'UpdateServiceSetting', {'settingId': '/ssm/x', 'settingValue': 'y'}),
        ('ssm', 'CreateActivation', {'iamRole': 'service-role'}),
        ('ssm', 'GetCommandInvocation', {'commandId': log.new_id(), 'instanceId': machine}),
        ('ssm', 'ListCommands', {}),
        ('ssm', 'CancelCommand', {'commandId': log.new_id()}),
        ('ssm', 'TerminateSession', {'sessionId': 'alice-0123'}),
        ('ssm', 'UpdateInstanceInformation', {'instanceId': machine}),
        ('ssm-guiconnect', 'StartConnection', {'instanceId': machine}),
        ('ec2', 'EnableSerialConsoleAccess', {'EnableSerialConsoleAccessRequest': ''}),
        ('ec2', 'ModifyInstanceAttribute', {'instanceId': machine, 'instanceType': {'value': 't3.nano'}}),
        ('ec2', 'StopInstances', {'instancesSet': {'items': [{'instanceId': machine}]}}),
        ('s3', 'CreateBucket', {'bucketName': 'logs'}),
    ))
    record = call(log, at, caller, source, name, request, {}, error='AccessDenied' if log.chance(0.1) else None)
    if log.chance(0.05):
        del record['eventID']
    container(log, log.second(), log.pick(AWS_CALLERS), f'{log.random.getrandbits(3):032x}')


def corrected(log):
    """Two records with one eventID: an addendum, or two versions of which neither says that it corrects the other."""
    caller, at = log.pick(AWS_CALLERS), log.second()
    record = call(log, at, caller, 'ssm', 'SendCommand', {'documentName': 'AWS-RunShellScript', 'instanceIds': [log.pick(INSTANCES)]}, {'command': {'commandId': log.new_id()}})
    later = record | {'requestParameters': {'documentName': 'AWS-RunShellScript', 'instanceIds': log.random.sample(INSTANCES, 2)}}
    if log.chance(0.5):
        later |= {'addendum': {'reason': 'UPDATED_DATA', 'updatedFields': 'requestParameters'}}
    if log.chance(0.3):
        later |= {'errorCode': 'InvalidInstanceId', 'responseElements': None}
    log.cloudtrail(later)


AWS_STORIES = ((repeated, 12), (burst, 9), (daily, 3), (broad, 10), (refused, 8), (chain, 8), (foreign_document, 5), (native, 9), (automatic, 2), (other, 14), (corrected, 4))
