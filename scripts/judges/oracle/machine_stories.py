"""Processes that machines report: what a command started, what none explains, what no agent started."""

from cast import INSTANCES, MACHINES
from facts import DAY, MINUTE, SECOND, iso

SSM = '/var/lib/amazon/ssm'


def process(log, at, name, line, parent, host, cloud=None):
    event = {
        '@timestamp': iso(at),
        'event': {'kind': 'event', 'category': ['process'], 'type': ['start'], 'id': f'process-{log.random.getrandbits(60):015x}'},
        'host': {'name': host},
        'process': {'name': name, 'executable': f'/usr/bin/{name}', 'command_line': line, 'parent': parent},
    }
    log.process(event | ({'cloud': cloud} if cloud else {}))


def ssm_process(log, at, machine, command, account):
    line = f'sh -c {SSM}/{machine}/document/orchestration/{command}/awsrunShellScript/0.awsrunShellScript/_script.sh'
    parent = {'name': 'ssm-document-worker', 'executable': '/usr/bin/ssm-document-worker', 'command_line': f'/usr/bin/ssm-document-worker {command}'}
    cloud = {'provider': 'aws', 'account': {'id': account}} if account else None
    process(log, at, 'sh', line, parent, 'ip-192-0-2-10', cloud)


def aws_process(log):
    """Days after the command or, by a wrong clock, before it, around the end of the grace; of no known command; or just the agent's inventory."""
    at, command, machines, account = log.pick(log.commands)
    grace = log.settings.grace_minutes * MINUTE
    delay = log.pick((0, SECOND, 30 * SECOND, 5 * MINUTE, 40 * MINUTE, 3 * DAY, 12 * DAY, 32 * DAY, -SECOND, -5 * MINUTE, SECOND - grace, -grace, -grace - SECOND))
    machine = log.pick(machines or INSTANCES)
    ssm_process(log, at + delay, machine if machine != '*' else INSTANCES[0], command if log.chance(0.7) else log.new_id(), log.pick((account, None)))
    if log.chance(0.3):
        worker = {'name': 'ssm-document-worker', 'executable': '/usr/bin/ssm-document-worker', 'command_line': 'ssm-document-worker'}
        process(log, log.instant(), 'snap', 'snap list', worker, 'ip-192-0-2-10')


def azure_process(log):
    """Around both edges of the correlation; the guest's name in any case, with a domain, or cut."""
    at, machine = log.pick(log.azure_commands)
    edge = log.settings.correlation_seconds * SECOND
    delay = log.pick((0, 1, 7 * SECOND, edge - 1, edge, edge + 1, -1, 10 * MINUTE, 50 * MINUTE))
    short = machine.split('/')[-1]
    host = log.pick((short, short.upper(), f'{short}.example.com', short[:15] if len(short) > 15 else short))
    if log.chance(0.5):
        parent = {'name': 'run-command-extension', 'executable': '/var/lib/waagent/bin/run-command-extension', 'command_line': 'run-command-extension enable'}
        process(log, at + delay, 'sh', '/bin/sh -c /var/lib/waagent/run-command/download/12/script.sh', parent, host)
    else:
        above = {'name': 'RunCommandExtension.exe', 'executable': 'C:\\Packages\\RunCommandExtension.exe', 'command_line': 'RunCommandExtension.exe enable'}
        parent = {'name': 'cmd.exe', 'executable': 'C:\\Windows\\System32\\cmd.exe', 'command_line': 'cmd /c powershell', 'parent': above}
        process(log, at + delay, 'powershell.exe', 'powershell  -ExecutionPolicy Unrestricted -File script31.ps1', parent, host)


def custom_script_process(log):
    parent = {'name': 'custom-script-extension', 'executable': '/var/lib/waagent/bin/custom-script-extension', 'command_line': 'custom-script-extension enable'}
    process(log, log.instant(), 'sh', 'sh -c ./install', parent, log.pick(MACHINES).split('/')[-1])


def ordinary_process(log):
    process(log, log.instant(), 'bash', 'bash', {'name': 'sshd', 'executable': '/usr/sbin/sshd', 'command_line': 'sshd'}, 'web-1')


# After all other stories, because they report what those commands started.
MACHINE_STORIES = ((aws_process, 14), (azure_process, 16), (custom_script_process, 2), (ordinary_process, 3))
