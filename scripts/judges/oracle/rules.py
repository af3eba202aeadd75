"""The rules by brute force: every activity is compared with every activity before it (docs/reference/semantics.md)."""

from azure import AUTOMATION
from facts import DAY, HOUR, MINUTE, SECOND
from process import is_same_machine
from settings import glob

RISK = {'informational': 0, 'low': 21, 'medium': 47, 'high': 73, 'critical': 99}

RUNS = ('command', 'session', 'automation', 'schedule', 'extension', 'boot')
BY_CALLER = (*RUNS, 'document')
ON_MACHINES = {'aws': ('command', 'session', 'schedule', 'extension', 'boot'), 'azure': ('command', 'session', 'extension', 'boot')}
SCRIPT_NAMES = ('script.sh', 'run.ps1', 'start.cmd')
SCRIPT_EXTENSIONS = ('customscriptextension', 'customscript')
LOOKED_UP = 100
LONGEST_SESSION = 12 * HOUR

CONFIRMED = 'runwarden.cloud.run-command-confirmed'
UNEXPECTED = 'runwarden.cloud.unexpected-agent-child'
MASS = 'runwarden.cloud.mass-execution'
BROAD = 'runwarden.cloud.broad-target-selector'


def known(terms, a, before, settings):
    """The terms that an earlier activity taught at most the days of history ago."""
    horizon = a.at - settings.history_days * DAY
    return {term for x in before if x.teaches and x.at >= horizon for term in terms(x)} & set(terms(a))


def is_new(terms, a, before, settings):
    return len(known(terms, a, before, settings)) < len(set(terms(a)))


def caller_terms(a):
    return [(a.account, a.actor.key, 'agents' if is_agent_rollout(a) else a.family)] if a.family in BY_CALLER else []


def is_agent_rollout(a):
    """An application writes an extension whose type was read and runs no scripts."""
    return a.operation.endswith('/extensions/write') and a.type_known and a.actor.application and a.text is None and not runs_scripts(a)


def machine_terms(a):
    if a.family not in ON_MACHINES[a.cloud] or not a.took_effect:
        return []
    return [(a.actor.key, machine, a.network) for machine in counted(a)[:LOOKED_UP]]


def counted(a):
    return a.machines if a.family in ON_MACHINES[a.cloud] and a.took_effect else []


def extension_terms(a):
    return [(a.resource, a.network)] if a.operation.endswith('/extensions/write') else []


def first_seen_caller(a, before, world):
    if not is_new(caller_terms, a, before, world.settings):
        return None
    return 'low' if is_agent_rollout(a) else 'medium'


def first_seen_caller_on_target(a, before, world):
    if not is_new(machine_terms, a, before, world.settings):
        return None
    return 'medium' if world.settings.strict else 'low'


def window_machines(a, before, world):
    start = a.at - world.settings.window_minutes * MINUTE
    members = [x for x in [*before, a] if x.at >= start and x.actor.key == a.actor.key and x.family == a.family]
    return {machine for x in members if not x.automatic for machine in counted(x)}


def mass_execution(a, before, world):
    if not counted(a):
        return None
    return 'medium' if len(window_machines(a, before, world)) > world.settings.mass_targets else None


def broad_target_selector(a, before, world):
    broad = a.selectors or a.omitted or '100%' in a.rates or len(a.machines) > LOOKED_UP
    return 'medium' if broad else None


def caller_not_listed(a, before, world):
    admins = world.settings.known_admins
    if not admins or a.family not in RUNS:
        return None
    if any(glob(pattern, name) for pattern in admins for name in a.actor.names):
        return None
    return 'critical' if any(name in (a.text or '').lower() for name in SCRIPT_NAMES) else 'high'


def delegated_admin(a, before, world):
    if a.family in ('discovery', 'process'):
        return None
    foreign = is_foreign_tenant(a, world.settings) or has_foreign_key(a, world) or is_foreign(a.document_owner, a, world)
    return 'high' if foreign else None


def is_foreign_tenant(a, settings):
    if a.cloud != 'azure':
        return False
    if a.actor.assigned_to == 'ForeignGroup':
        return True
    if a.actor.tenant is None or a.actor.tenant in settings.home_tenants:
        return False
    return a.actor.tenant != a.tenant.lower() if a.tenant else bool(settings.home_tenants)


def is_foreign(account, a, world):
    return account is not None and account != a.account and account not in world.settings.trusted_accounts


def has_foreign_key(a, world):
    return any(
        step.issued_key == a.actor.access_key and 0 <= a.at - step.at <= LONGEST_SESSION and is_foreign(step.caller_account, a, world)
        for step in world.steps
    )


def automation_runbook(a, before, world):
    if not is_job(a) or not a.took_effect:
        return None
    start = a.at - world.settings.window_minutes * MINUTE
    prepared = any(is_preparation(x) and x.took_effect and x.at >= start and automation_account(x) == automation_account(a) for x in before)
    return 'medium' if prepared else 'low'


def automation_account(a):
    return a.actor.key, a.resource.split('/')[:9]


def is_job(a):
    return a.operation in (f'{AUTOMATION}/jobs/write', f'{AUTOMATION}/runbooks/draft/testjob/write')


def is_preparation(a):
    return a.operation in [f'{AUTOMATION}/runbooks/{rest}' for rest in ('write', 'draft/write', 'draft/content/write', 'publish/action', 'draft/testjob/write')]


def runs_scripts(a):
    return any((name or '').lower() in SCRIPT_EXTENSIONS for name in (a.document, a.item))


def extension_deployment(a, before, world):
    if not a.operation.endswith('/extensions/write') or not a.took_effect:
        return None
    if runs_scripts(a) and a.actor.human:
        return 'medium'
    return 'low' if is_new(extension_terms, a, before, world.settings) else None


def is_run_command(a):
    return a.operation == 'ssm:SendCommand' or (a.cloud == 'azure' and a.family == 'command' and a.machines and '/managedclusters/' not in a.machines[0])


def explains(command, process, world):
    """Whether the process is what the command started."""
    if not is_run_command(command) or not command.took_effect:
        return False
    if command.cloud == 'aws':
        return command.command_id is not None and command.command_id == process.command_id
    delay = process.at - command.at
    return (
        process.agent == 'azure-run-command'
        and 0 <= delay <= world.settings.correlation_seconds * SECOND
        and is_same_machine(command.machines[0], process.host_names)
    )


def run_command_confirmed(a, before, world):
    return 'informational' if any(explains(a, process, world) for process in world.processes) else None


def unexpected_agent_child(a, before, world):
    if a.agent not in ('ssm', 'azure-run-command'):
        return None
    judged = a.at + world.settings.grace_minutes * MINUTE
    return None if any(command.at < judged and explains(command, a, world) for command in world.activities) else 'medium'


ACCESS_SETTINGS = ('/managed-instance/default-ec2-instance-management-role', '/documents/console/public-sharing-permission')
DOCUMENT_WRITES = [f'ssm:{name}' for name in ('CreateDocument', 'UpdateDocument', 'UpdateDocumentDefaultVersion', 'DeleteDocument', 'ModifyDocumentPermission')]


def access_settings_changed(a, before, world):
    if not a.took_effect:
        return None
    if a.operation in DOCUMENT_WRITES and a.document == 'SSM-SessionManagerRunShell':
        return 'medium'
    opens = a.operation in ('ec2:EnableSerialConsoleAccess', 'microsoft.serialconsole/consoleservices/enableconsole/action')
    sets = a.operation == 'ssm:UpdateServiceSetting' and (a.item or '').endswith(ACCESS_SETTINGS)
    return 'low' if opens or sets else None


TERMS = {
    'runwarden.cloud.first-seen-caller': caller_terms,
    'runwarden.cloud.first-seen-caller-on-target': machine_terms,
    'runwarden.azure.extension-deployment': extension_terms,
}

RULES = {
    'runwarden.cloud.first-seen-caller': first_seen_caller,
    'runwarden.cloud.first-seen-caller-on-target': first_seen_caller_on_target,
    MASS: mass_execution,
    BROAD: broad_target_selector,
    'runwarden.cloud.caller-not-listed': caller_not_listed,
    'runwarden.cloud.delegated-admin': delegated_admin,
    'runwarden.azure.automation-runbook': automation_runbook,
    'runwarden.azure.extension-deployment': extension_deployment,
    CONFIRMED: run_command_confirmed,
    UNEXPECTED: unexpected_agent_child,
    'runwarden.cloud.access-settings-changed': access_settings_changed,
}


def is_novelty(rule, severity):
    return rule in TERMS and not (rule == 'runwarden.azure.extension-deployment' and severity == 'medium')
