"""ECS process events under a guest agent's script runner (record-formats 4)."""

import re

from facts import Activity, Actor, milliseconds

ORCHESTRATION = re.compile(r'amazon/ssm/(m?i-[0-9a-f]+)/document/orchestration/([0-9a-f-]{36})/')
SSM_INVENTORY = ('lscpu', 'rpm', 'dpkg-query', 'snap', 'id')


def read_process(event):
    """The activity of an event, None when no script runner stands above the process."""
    process = event['process']
    parents = [process.get('parent', {}), process.get('parent', {}).get('parent', {})]
    agent = next((found for found in map(agent_of, parents) if found), None)
    if agent is None or 'start' not in event['event']['type']:
        return None
    lines = [process.get('command_line', '')] + [parent.get('command_line', '') for parent in parents]
    orchestrated = next((found for found in map(ORCHESTRATION.search, lines) if found), None)
    if agent == 'ssm' and orchestrated is None and process['name'] in SSM_INVENTORY:
        agent = 'background'
    host = event.get('host', {}).get('name', '').lower()
    cloud = event.get('cloud', {})
    account = cloud.get('account', {}).get('id')
    is_aws = agent in ('ssm', 'background')
    key = f"aws:{account or 'unknown'}:unknown" if is_aws else 'azure:unknown'
    return Activity(
        id=event['event']['id'],
        records=[event['event']['id']],
        at=milliseconds(event['@timestamp']),
        cloud='aws' if is_aws else 'azure',
        operation='process:start',
        family='process',
        outcome='succeeded',
        actor=Actor(key=key),
        account=account,
        command_id=orchestrated[2] if orchestrated else None,
        agent=agent,
        host_names=[name for name in (orchestrated and orchestrated[1], cloud.get('instance', {}).get('id'), host) if name],
    )


def agent_of(parent):
    name = parent.get('name', '').lower()
    if name == 'ssm-document-worker':
        return 'ssm'
    if name in ('run-command-extension', 'runcommandextension.exe'):
        return 'azure-run-command'
    if name in ('custom-script-extension', 'customscripthandler.exe'):
        return 'azure-extension'
    return None


def is_same_machine(machine, host_names):
    """Names as record-formats 4.4: case and domain do not count, a Windows name may be cut after 15 characters."""
    if '/virtualmachinescalesets/' in machine:
        return machine in host_names
    short = machine.rpartition('/')[2]
    for name in host_names:
        host = name.partition('.')[0]
        if short == host or (len(host) == 15 and short.startswith(host)):
            return True
    return False
