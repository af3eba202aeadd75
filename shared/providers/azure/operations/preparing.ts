import { removedDocument } from '../document'
import { rowsOf, type AzureOperation } from './row'

const configuration = rowsOf('configuration')

const identity = rowsOf('identity')

const accountIdentity = rowsOf('identity', { acts: 'automation-account' })

const discovery = rowsOf('discovery', { acts: 'machine' })

const cleanup = rowsOf('cleanup', { acts: 'machine', document: removedDocument })

const inAccount = { acts: 'automation-account' } as const

/** Operations that give rights, explore, and make or remove machines. */
export const PREPARING_OPERATIONS: readonly AzureOperation[] = [
  configuration(
    'microsoft.serialconsole/consoleservices/enableconsole/action',
    'nothing by itself; opens the serial console of a whole subscription',
  ),
  configuration(
    'microsoft.guestconfiguration/guestconfigurationassignments/write',
    'a configuration package as SYSTEM or root on one machine',
    { acts: 'machine' },
  ),
  identity('microsoft.authorization/roleassignments/write', 'nothing by itself; grants a role'),
  identity(
    'microsoft.authorization/elevateaccess/action',
    'nothing by itself; gives the caller access to every subscription of the tenant',
  ),
  identity(
    'microsoft.managedservices/registrationassignments/write',
    'nothing by itself; lets another tenant manage the scope',
  ),
  identity(
    'microsoft.managedservices/registrationdefinitions/write',
    'nothing by itself; says what another tenant may do',
  ),
  identity('microsoft.hybridcompute/machines/write', 'nothing by itself; brings a machine under Arc'),
  identity(
    'microsoft.hybridconnectivity/publiccloudconnectors/write',
    'nothing by itself; lets Azure reach machines of another cloud',
  ),
  identity(
    'microsoft.hybridconnectivity/solutionconfigurations/write',
    'nothing by itself; says what Azure does in another cloud',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/write',
    'nothing by itself; makes or changes an automation account and its identity',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/listkeys/action',
    'nothing by itself; reads the keys that register workers and nodes',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/credentials/write',
    'nothing by itself; stores a credential for runbooks',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/connections/write',
    'nothing by itself; stores a connection for runbooks',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/certificates/write',
    'nothing by itself; stores a certificate for runbooks',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/variables/write',
    'nothing by itself; stores a value that runbooks read',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/hybridrunbookworkergroups/write',
    'nothing by itself; makes a group of machines that can run runbooks',
  ),
  accountIdentity(
    'microsoft.automation/automationaccounts/hybridrunbookworkergroups/hybridrunbookworkers/write',
    'nothing by itself; lets a machine run runbooks',
  ),
  discovery(
    'microsoft.compute/virtualmachines/retrievebootdiagnosticsdata/action',
    'nothing; reads the screen and the serial log of a machine',
  ),
  discovery(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/retrievebootdiagnosticsdata/action',
    'nothing; reads the screen and the serial log of a scale-set instance',
  ),
  cleanup(
    'microsoft.compute/virtualmachines/runcommands/delete',
    'nothing; removes a managed run command and its text',
  ),
  cleanup(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/delete',
    'nothing; removes a managed run command and its text',
  ),
  cleanup('microsoft.hybridcompute/machines/runcommands/delete', 'nothing; removes a managed run command and its text'),
  cleanup('microsoft.compute/virtualmachines/extensions/delete', 'nothing; removes an extension and its settings'),
  cleanup(
    'microsoft.compute/virtualmachinescalesets/extensions/delete',
    'nothing; removes an extension and its settings',
    { acts: 'cluster' },
  ),
  cleanup(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/delete',
    'nothing; removes an extension and its settings',
  ),
  cleanup('microsoft.hybridcompute/machines/extensions/delete', 'nothing; removes an extension and its settings'),
  cleanup(
    'microsoft.automation/automationaccounts/runbooks/delete',
    'nothing; removes a runbook and its text',
    inAccount,
  ),
  cleanup('microsoft.automation/automationaccounts/jobs/stop/action', 'nothing; stops a runbook job', inAccount),
]
