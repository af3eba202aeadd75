import type { ExpectedRow } from './expected-row'

const MACHINE = 'Microsoft.Compute/virtualMachines/vm-Web'
const IN_SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001/providers'

export const PREPARING: Readonly<Record<string, ExpectedRow>> = {
  'microsoft.serialconsole/consoleservices/enableconsole/action': {
    is: 'configuration resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.SerialConsole/consoleServices/default`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.serialconsole/consoleservices/default`,
      payload: 'none',
    },
  },
  'microsoft.guestconfiguration/guestconfigurationassignments/write': {
    is: 'configuration machine none',
    at: `${MACHINE}/providers/Microsoft.GuestConfiguration/guestConfigurationAssignments/Audit`,
    reads: { item: 'Audit', document: null, targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'none' },
  },
  'microsoft.authorization/roleassignments/write': {
    is: 'identity resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000d1`,
    body: { properties: { principalId: '00000000-0000-0000-0000-0000000000d1', script: 'id' } },
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.authorization/roleassignments/00000000-0000-0000-0000-0000000000d1`,
      payload: 'none',
    },
  },
  'microsoft.authorization/elevateaccess/action': {
    is: 'identity resource none',
    at: '/providers/Microsoft.Authorization',
    reads: { item: null, document: null, targets: '/providers/microsoft.authorization', payload: 'none' },
  },
  'microsoft.managedservices/registrationassignments/write': {
    is: 'identity resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.ManagedServices/registrationAssignments/Provider`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.managedservices/registrationassignments/provider`,
      payload: 'none',
    },
  },
  'microsoft.managedservices/registrationdefinitions/write': {
    is: 'identity resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.ManagedServices/registrationDefinitions/Provider`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.managedservices/registrationdefinitions/provider`,
      payload: 'none',
    },
  },
  'microsoft.hybridcompute/machines/write': {
    is: 'identity resource none',
    at: 'Microsoft.HybridCompute/machines/arc-Db',
    reads: { item: null, document: null, targets: 'microsoft.hybridcompute/machines/arc-db', payload: 'none' },
  },
  'microsoft.hybridconnectivity/publiccloudconnectors/write': {
    is: 'identity resource none',
    at: 'Microsoft.HybridConnectivity/publicCloudConnectors/Aws',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.hybridconnectivity/publiccloudconnectors/aws',
      payload: 'none',
    },
  },
  'microsoft.hybridconnectivity/solutionconfigurations/write': {
    is: 'identity resource none',
    at: 'Microsoft.HybridConnectivity/publicCloudConnectors/Aws/solutionConfigurations/Arc',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.hybridconnectivity/publiccloudconnectors/aws/solutionconfigurations/arc',
      payload: 'none',
    },
  },
  'microsoft.automation/automationaccounts/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops',
    reads: { item: null, document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/listkeys/action': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops',
    reads: { item: null, document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/credentials/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/credentials/Admin',
    reads: { item: 'Admin', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/connections/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/connections/Run',
    reads: { item: 'Run', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/certificates/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/certificates/Run',
    reads: { item: 'Run', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/variables/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/variables/Address',
    reads: { item: 'Address', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/hybridrunbookworkergroups/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/hybridRunbookWorkerGroups/Rack',
    reads: { item: 'Rack', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/hybridrunbookworkergroups/hybridrunbookworkers/write': {
    is: 'identity automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/hybridRunbookWorkerGroups/Rack/hybridRunbookWorkers/One',
    reads: { item: 'Rack', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'none' },
  },
  'microsoft.compute/virtualmachines/retrievebootdiagnosticsdata/action': {
    is: 'discovery machine none',
    at: 'Microsoft.Compute/virtualMachines/vm-Web',
    reads: { item: null, document: null, targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'none' },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/retrievebootdiagnosticsdata/action': {
    is: 'discovery machine none',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'none',
    },
  },
  'microsoft.compute/virtualmachines/runcommands/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.Compute/virtualMachines/vm-Web/runCommands/Fix',
    reads: { item: 'Fix', document: null, targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'none' },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3/runCommands/Fix',
    reads: {
      item: 'Fix',
      document: null,
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'none',
    },
  },
  'microsoft.hybridcompute/machines/runcommands/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.HybridCompute/machines/arc-Db/runCommands/Fix',
    reads: { item: 'Fix', document: null, targets: 'microsoft.hybridcompute/machines/arc-db', payload: 'none' },
  },
  'microsoft.compute/virtualmachines/extensions/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.Compute/virtualMachines/vm-Web/extensions/Backup',
    reads: { item: 'Backup', document: 'Backup', targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'none' },
  },
  'microsoft.compute/virtualmachinescalesets/extensions/delete': {
    is: 'cleanup cluster none',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/extensions/Backup',
    reads: {
      item: 'Backup',
      document: 'Backup',
      targets: 'microsoft.compute/virtualmachinescalesets/set',
      payload: 'none',
    },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3/extensions/Backup',
    reads: {
      item: 'Backup',
      document: 'Backup',
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'none',
    },
  },
  'microsoft.hybridcompute/machines/extensions/delete': {
    is: 'cleanup machine none',
    at: 'Microsoft.HybridCompute/machines/arc-Db/extensions/Backup',
    reads: { item: 'Backup', document: 'Backup', targets: 'microsoft.hybridcompute/machines/arc-db', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/runbooks/delete': {
    is: 'cleanup automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean',
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'none',
    },
  },
  'microsoft.automation/automationaccounts/jobs/stop/action': {
    is: 'cleanup automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/jobs/00000000-0000-0000-0000-0000000000b1',
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: null,
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'none',
    },
  },
}
