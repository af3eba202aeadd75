"""Who calls and what is called in generated logs: documentation accounts, addresses and zero-filled ids only."""

HOME = '123456789012'
SECOND_HOME = '111122223333'
STRANGER = '444455556666'


def uuid(number):
    return f'00000000-0000-0000-0000-{number:012x}'


TENANT, PARTNER_TENANT, OTHER_TENANT = uuid(0xA1), uuid(0xA2), uuid(0xA3)
SUBSCRIPTIONS = (uuid(0x51), uuid(0x52))
ADDRESSES = ('192.0.2.10', '192.0.2.77', '198.51.100.4', '203.0.113.9', '2001:db8::7', '10.1.2.3')
INSTANCES = [f'i-0123456789abcde{number:02x}' for number in range(13)]
DOCUMENTS = ('AWS-RunShellScript', 'AWS-RunPowerShellScript', 'Nightly', f'arn:aws:ssm:us-east-1:{HOME}:document/Nightly')
FOREIGN_DOCUMENTS = (f'arn:aws:ssm:us-east-1:{STRANGER}:document/Shared', f'arn:aws:ssm:us-east-1:{SECOND_HOME}:document/Team')
HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'


def user(name, account=HOME):
    return {'type': 'IAMUser', 'arn': f'arn:aws:iam::{account}:user/{name}', 'accountId': account, 'userName': name, 'accessKeyId': f'AKIA{name.upper()}'}


def role(name, session, account=HOME, key='ASIADEFAULT', path='', **more):
    return {
        'type': 'AssumedRole',
        'principalId': f'AROAEXAMPLE:{session}',
        'arn': f'arn:aws:sts::{account}:assumed-role/{name}/{session}',
        'accountId': account,
        'accessKeyId': key,
        'sessionContext': {'sessionIssuer': {'type': 'Role', 'arn': f'arn:aws:iam::{account}:role/{path}{name}', 'accountId': account, 'userName': name}},
        **more,
    }


def with_source_identity(identity, name):
    return {**identity, 'sessionContext': {**identity['sessionContext'], 'sourceIdentity': name}}


# (identity, the address it calls from when it is no address of ADDRESSES)
AWS_CALLERS = (
    (user('alice'), None),
    (user('bob'), None),
    (user('carol', SECOND_HOME), None),
    (role('Deploy', 'build-1'), None),
    (role('Deploy', 'build-2'), None),
    (role('Node', INSTANCES[0]), None),
    (with_source_identity(role('Deploy', 'shared'), 'dave'), None),
    (role('AWSReservedSSO_Ops_0123456789abcdef', 'erin@example.com', path='aws-reserved/sso.amazonaws.com/'), None),
    ({'type': 'Root', 'arn': f'arn:aws:iam::{HOME}:root', 'accountId': HOME}, None),
    ({'type': 'FederatedUser', 'arn': f'arn:aws:sts::{HOME}:federated-user/frank', 'accountId': HOME}, None),
    (role('EventBridge-Runbooks', 'run', invokedBy='events.amazonaws.com'), 'events.amazonaws.com'),
    (user('alice') | {'invokedBy': 'cloudformation.amazonaws.com'}, 'cloudformation.amazonaws.com'),
    (user('bob') | {'invokedBy': 'AWS Internal'}, 'AWS Internal'),
    ({'type': 'AWSService', 'invokedBy': 'scheduler.amazonaws.com'}, 'scheduler.amazonaws.com'),
    (role('Patching', 'nightly', invokedBy='ssm.amazonaws.com'), 'ssm.amazonaws.com'),
)

# Systems Manager's own calls: listed, not judged.
AUTOMATIC_CALLERS = (
    (role('AWSServiceRoleForAmazonSSM', 'StateManagerService', invokedBy='ssm.amazonaws.com'), 'ssm.amazonaws.com'),
    (role('Patching', 'Automation-0123', invokedBy='ssm.amazonaws.com'), 'ssm.amazonaws.com'),
    ({'type': 'AWSService', 'invokedBy': 'ssm.amazonaws.com'}, 'ssm.amazonaws.com'),
)

SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
MICROSOFT = 'http://schemas.microsoft.com/identity/claims/'


def person(number, name, tenant=TENANT):
    return {
        'claims': {
            f'{MICROSOFT}objectidentifier': uuid(number),
            f'{MICROSOFT}tenantid': tenant,
            f'{MICROSOFT}identityprovider': f'https://sts.windows.net/{tenant}/',
            f'{SOAP}upn': f'{name}@example.com',
            'appid': uuid(0xC0),
            'idtyp': 'user',
        },
        'type': 'User',
        'caller': f'{name}@example.com',
    }


def guest(number, name):
    caller = person(number, name)
    claims = {key: value for key, value in caller['claims'].items() if not key.endswith('upn')}
    claims |= {f'{SOAP}emailaddress': f'{name}@example.net', 'name': f'live.com#{name}@example.net', f'{MICROSOFT}identityprovider': 'live.com'}
    return {'claims': claims, 'type': 'User', 'caller': f'{name}@example.net'}


def application(number, tenant=TENANT, **more):
    claims = {f'{MICROSOFT}objectidentifier': uuid(number), f'{MICROSOFT}tenantid': tenant, 'appid': uuid(number + 0x100), 'idtyp': 'app', 'appidacr': '1'}
    return {'claims': claims | more, 'type': 'ServicePrincipal', 'caller': uuid(number)}


AZURE_CALLERS = (
    person(0x11, 'grace'),
    person(0x12, 'heidi'),
    guest(0x13, 'ivan'),
    application(0x14),
    application(0x15, xms_mirid=f'/subscriptions/{SUBSCRIPTIONS[0]}/resourcegroups/rg-one/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi'),
    person(0x16, 'judy', PARTNER_TENANT),
    application(0x17, OTHER_TENANT),
    person(0x18, 'mallory') | {'type': 'ForeignGroup'},
    {'claims': {}, 'type': None, 'caller': 'niaj@example.com'},
)


def group(subscription, name):
    return f'/subscriptions/{subscription}/resourceGroups/{name}/providers'


MACHINES = [
    f'{group(SUBSCRIPTIONS[0], "rg-one")}/Microsoft.Compute/virtualMachines/web-{number}' for number in range(4)
] + [
    f'{group(SUBSCRIPTIONS[0], "rg-two")}/Microsoft.Compute/virtualMachines/windows-server-long-{number}' for number in range(2)
] + [
    f'{group(SUBSCRIPTIONS[1], "rg-one")}/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/3',
    f'{group(SUBSCRIPTIONS[1], "rg-one")}/Microsoft.HybridCompute/machines/arc-1',
]
SCALE_SET = f'{group(SUBSCRIPTIONS[1], "rg-one")}/Microsoft.Compute/virtualMachineScaleSets/pool'
CLUSTER = f'{group(SUBSCRIPTIONS[0], "rg-one")}/Microsoft.ContainerService/managedClusters/aks'
AUTOMATION_ACCOUNTS = [f'{group(subscription, "rg-one")}/Microsoft.Automation/automationAccounts/auto' for subscription in SUBSCRIPTIONS]
GALLERY = f'{group(SUBSCRIPTIONS[0], "rg-one")}/Microsoft.Compute/galleries/g/applications/tool/versions/1.0.0'
