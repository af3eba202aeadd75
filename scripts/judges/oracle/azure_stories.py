"""Operations on Azure: stages in any order and shape, run commands, extensions, runbooks; and what machines report."""

import json

from cast import (
    AUTOMATION_ACCOUNTS, AZURE_CALLERS, CLUSTER, GALLERY, INSTANCES, MACHINES, SCALE_SET, SUBSCRIPTIONS, TENANT, group, uuid,
)
from facts import MINUTE, SECOND, iso

RESULTS = {
    'start': ('Start', 'Started', 'Started.', ''),
    'accept': ('Accept', 'Accepted', 'Accepted.Accepted', 'Accepted'),
    'success': ('Success', 'Succeeded', 'Succeeded.OK', 'OK'),
    'denied': ('Failure', 'Failed', 'Failed.Forbidden', 'Forbidden'),
    'failed': ('Failure', 'Failed', 'Failed.NotFound', 'NotFound'),
    'policy': ('Failure', 'Failed', 'Failed.', ''),
}
ENDS = ('success', 'success', 'success', 'denied', 'failed', 'policy', None)


def stage(at, result, caller, operation, resource, correlation, shape, address, tenant, body=None):
    """One record, in the shape of the Event Hubs export or of the REST API."""
    kind, rest_kind, signature, detail = RESULTS[result]
    properties = {'eventCategory': 'Administrative', 'entity': resource} | ({'hierarchy': f'{tenant}/{SUBSCRIPTIONS[0]}'} if tenant else {})
    if result == 'policy':
        properties['statusMessage'] = json.dumps({'error': {'code': 'RequestDisallowedByPolicy', 'message': 'no'}})
    if body is not None and result == 'start':
        properties['requestbody'] = json.dumps({'properties': body})
    authorization = {'scope': resource, 'action': operation}
    time = f'{iso(at)[:-1]}4567Z'
    if shape == 'hub':
        evidence = {'role': 'Contributor', 'principalType': caller['type']} if caller['type'] else {}
        record = {
            'time': time,
            'resourceId': resource.upper(),
            'operationName': operation.upper(),
            'category': 'Administrative',
            'resultType': kind,
            'resultSignature': signature,
            'correlationId': correlation,
            'identity': {'authorization': authorization | {'evidence': evidence}, 'claims': caller['claims']},
            'properties': properties,
        }
        return record | ({'callerIpAddress': address} if address else {}) | ({'tenantId': tenant} if tenant else {})
    record = {
        'eventTimestamp': time,
        'resourceId': resource,
        'operationName': {'value': operation, 'localizedValue': 'Some operation'},
        'category': {'value': 'Administrative'},
        'status': {'value': rest_kind},
        'subStatus': {'value': detail},
        'correlationId': correlation,
        'subscriptionId': resource.split('/')[2],
        'caller': caller['caller'],
        'claims': caller['claims'],
        'authorization': authorization,
        'properties': properties,
    }
    return record | ({'httpRequest': {'clientIpAddress': address}} if address else {})


def operate(log, at, caller, operation, resource, correlation=None, end='any', body=None):
    """Start, Accept and end of one operation; now and then without a Start, with later stages that say less, or in both shapes."""
    correlation = correlation or log.new_id()
    shapes, address = log.pick((('hub',), ('hub',), ('rest',), ('hub', 'rest'))), log.pick((log.address(), log.address(), None))
    tenant = log.pick((TENANT, TENANT, TENANT.upper(), None))
    resource = log.pick((resource, resource, resource.lower(), resource.upper()))
    end = log.pick(ENDS) if end == 'any' else end
    stages = [(at, 'start')]
    if log.chance(0.5):
        stages.append((at + log.random.randrange(-5, 900), 'accept'))
    if end is not None:
        stages.append((at + log.random.randrange(1_000, 60_000), end))
    if len(stages) > 1 and log.chance(0.1):
        stages = [(at, stages[1][1])] + stages[2:]
    bare = {'claims': {}, 'type': None, 'caller': None}
    for when, result in stages:
        quiet = when != at and log.chance(0.2)
        for shape in shapes:
            log.azure(stage(when, result, bare if quiet else caller, operation, resource, correlation, shape, None if quiet else address, tenant, body))
    return correlation


def run_command_on(log, machine):
    """(operation, resource) of a run command on a machine, with the machine's own provider."""
    managed = f'{machine}/runCommands/{log.pick(("one", "two"))}'
    if 'HybridCompute' in machine:
        return 'Microsoft.HybridCompute/machines/runCommands/write', managed
    kind = 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines' if 'ScaleSets' in machine else 'Microsoft.Compute/virtualMachines'
    return log.pick(((f'{kind}/runCommand/action', machine), (f'{kind}/runCommands/write', managed)))


def run_command(log, at, caller, machine, **more):
    operation, resource = run_command_on(log, machine)
    body = {'source': {'script': log.pick(('date', './script.sh', 'Get-Date'))}} if '/runCommands/' in resource else None
    log.azure_commands.append((at, machine))
    return operate(log, at, caller, operation, resource, body=body, **more)


def azure_repeated(log):
    caller, machine, at = log.pick(AZURE_CALLERS), log.pick(MACHINES), log.instant(8)
    for _ in range(log.random.randrange(2, 6)):
        run_command(log, at, caller, machine)
        at += log.pick((log.history, log.history + 1, log.history - 1, log.random.randrange(1, 3 * 86_400) * SECOND + 7))


def azure_burst(log):
    caller, begin = log.pick(AZURE_CALLERS), log.instant()
    machines = log.random.sample(MACHINES, min(len(MACHINES), log.settings.mass_targets + log.pick((1, 1, 2, 3))))
    for number, machine in enumerate(machines):
        offset = log.pick((number * MINUTE, log.window - number, log.window + number)) if number else 0
        run_command(log, begin + offset, caller, machine, end=log.pick(('success', 'success', 'success', None, 'denied')))


def azure_daily(log):
    caller, begin = log.pick(AZURE_CALLERS), log.instant(6)
    machines = MACHINES[: log.settings.mass_targets + 1]
    for day in range(log.random.randrange(4, 9)):
        for number, machine in enumerate(machines):
            run_command(log, begin + day * 86_400_000 + number * SECOND, caller, machine, end='success')


def reused(log):
    """One correlation id, chosen by the client, for operation after operation."""
    caller, machine, at = log.pick(AZURE_CALLERS), log.pick(MACHINES[:4]), log.instant()
    correlation = log.new_id()
    for _ in range(log.random.randrange(2, 5)):
        operate(log, at, caller, 'Microsoft.Compute/virtualMachines/runCommand/action', machine, correlation)
        at += log.random.randrange(61, 7_200) * SECOND
    operate(log, at, caller, 'Microsoft.Compute/virtualMachines/extensions/delete', f'{machine}/extensions/x', correlation)


def extension(log):
    caller, at = log.pick(AZURE_CALLERS), log.instant(12)
    machine = log.pick((*MACHINES, SCALE_SET))
    kind = {'HybridCompute': 'Microsoft.HybridCompute/machines'}.get(machine.split('/')[6].removeprefix('Microsoft.'), 'Microsoft.Compute/virtualMachines')
    if 'ScaleSets' in machine:
        kind = 'Microsoft.Compute/virtualMachineScaleSets' + ('/virtualMachines' if machine != SCALE_SET else '')
    name = log.pick(('CustomScriptExtension', 'CustomScript', 'AzureMonitorLinuxAgent'))
    for _ in range(log.random.randrange(1, 4)):
        body = log.pick((None, {'publisher': 'Microsoft.Azure.Monitor', 'type': 'AzureMonitorLinuxAgent'}, {'publisher': 'Microsoft.Azure.Extensions', 'type': 'CustomScript'}))
        operate(log, at, caller, f'{kind}/extensions/write', f'{machine}/extensions/{name}', body=body)
        at += log.pick((log.history, log.history + 1, log.random.randrange(1, 5 * 86_400) * SECOND + 3))


def runbook(log):
    """Written, published, tested and run, by one caller or two, around the window's edge."""
    callers, account, begin = log.random.sample(AZURE_CALLERS, 2), log.pick(AUTOMATION_ACCOUNTS), log.instant()
    kind, book = 'Microsoft.Automation/automationAccounts', f'{account}/runbooks/{log.pick(("Clean", "Sync"))}'
    preparations = ((f'{kind}/runbooks/write', book), (f'{kind}/runbooks/draft/write', f'{book}/draft'), (f'{kind}/runbooks/draft/content/write', f'{book}/draft/content'), (f'{kind}/runbooks/publish/action', book))
    test = (f'{kind}/runbooks/draft/testJob/write', f'{book}/draft/testJob')
    for number in range(log.random.randrange(3)):
        operation, resource = log.pick((*preparations, test))
        operate(log, begin + number * SECOND, callers[0], operation, resource)
    elsewhere = log.pick((account, account, AUTOMATION_ACCOUNTS[0]))
    for offset in (log.pick((5 * MINUTE, log.window - 1, log.window)), log.window + 1 + log.random.randrange(5_000)):
        job = (f'{kind}/jobs/write', f'{elsewhere}/jobs/{log.new_id()}')
        operation, resource = log.pick((job, job, test, (f'{kind}/jobs/resume/action', f'{elsewhere}/jobs/{log.new_id()}')))
        operate(log, begin + offset, log.pick((callers[0], callers[0], callers[1])), operation, resource)


def azure_other(log):
    account, scope = log.pick(AUTOMATION_ACCOUNTS), group(log.pick(SUBSCRIPTIONS), 'rg-one')
    operation, resource = log.pick((
        ('Microsoft.ContainerService/managedClusters/runCommand/action', CLUSTER),
        ('Microsoft.SerialConsole/serialPorts/connect/action', f'{log.pick(MACHINES[:4])}/providers/Microsoft.SerialConsole/serialPorts/0'),
        ('Microsoft.SerialConsole/consoleServices/enableConsole/action', f'{scope}/Microsoft.SerialConsole/consoleServices/default'),
        ('Microsoft.Automation/automationAccounts/schedules/write', f'{account}/schedules/s'),
        ('Microsoft.Automation/automationAccounts/jobSchedules/write', f'{account}/jobSchedules/{uuid(9)}'),
        ('Microsoft.Automation/automationAccounts/webhooks/write', f'{account}/webhooks/w'),
        ('Microsoft.Automation/automationAccounts/modules/write', f'{account}/modules/m'),
        ('Microsoft.Automation/automationAccounts/watchers/start/action', f'{account}/watchers/w'),
        ('Microsoft.HybridCompute/machines/upgradeExtensions/action', MACHINES[-1]),
        ('Microsoft.Compute/galleries/applications/versions/write', GALLERY),
        ('Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action', MACHINES[0]),
        ('Microsoft.Authorization/roleAssignments/write', f'{scope}/Microsoft.Authorization/roleAssignments/{uuid(10)}'),
        ('Microsoft.Automation/automationAccounts/runbooks/delete', f'{account}/runbooks/Clean'),
        ('Microsoft.Compute/virtualMachines/write', MACHINES[0]),
    ))
    operate(log, log.instant(), log.pick(AZURE_CALLERS), operation, resource)


AZURE_STORIES = ((azure_repeated, 9), (azure_burst, 6), (azure_daily, 1), (reused, 4), (extension, 7), (runbook, 12), (azure_other, 14))
