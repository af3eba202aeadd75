import type { ExpectedRow } from './expected-row'

export const RUNNING: Readonly<Record<string, ExpectedRow>> = {
  'microsoft.compute/virtualmachines/runcommand/action': {
    is: 'command machine none',
    at: 'Microsoft.Compute/virtualMachines/vm-Web',
    body: { commandId: 'RunShellScript', script: ['id'] },
    reads: {
      item: null,
      document: 'RunShellScript',
      targets: 'microsoft.compute/virtualmachines/vm-web',
      payload: 'text',
    },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action': {
    is: 'command machine none',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3',
    body: { commandId: 'RunPowerShellScript' },
    reads: {
      item: null,
      document: 'RunPowerShellScript',
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'hidden',
    },
  },
  'microsoft.containerservice/managedclusters/runcommand/action': {
    is: 'command cluster none',
    at: 'Microsoft.ContainerService/managedClusters/Shop',
    body: { command: 'kubectl get secrets' },
    reads: { item: null, document: null, targets: 'microsoft.containerservice/managedclusters/shop', payload: 'text' },
  },
  'microsoft.compute/virtualmachines/runcommands/write': {
    is: 'command machine arm:runCommand',
    at: 'Microsoft.Compute/virtualMachines/vm-Web/runCommands/Fix',
    body: { properties: { source: { script: 'id' } } },
    reads: { item: 'Fix', document: null, targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'text' },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write': {
    is: 'command machine arm:runCommand',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3/runCommands/Fix',
    body: { properties: { source: { commandId: 'EnableRemotePS' } } },
    reads: {
      item: 'Fix',
      document: 'EnableRemotePS',
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'hidden',
    },
  },
  'microsoft.hybridcompute/machines/runcommands/write': {
    is: 'command machine arm:runCommand',
    at: 'Microsoft.HybridCompute/machines/arc-Db/runCommands/Fix',
    body: { properties: { source: { commandId: 'EnableRemotePS' } } },
    reads: {
      item: 'Fix',
      document: 'EnableRemotePS',
      targets: 'microsoft.hybridcompute/machines/arc-db',
      payload: 'hidden',
    },
  },
  'microsoft.serialconsole/serialports/connect/action': {
    is: 'session machine none',
    at: 'Microsoft.Compute/virtualMachines/vm-Web/providers/Microsoft.SerialConsole/serialPorts/0',
    reads: { item: '0', document: null, targets: 'microsoft.compute/virtualmachines/vm-web', payload: 'none' },
  },
  'microsoft.hybridconnectivity/endpoints/listcredentials/action': {
    is: 'session machine none',
    at: 'Microsoft.HybridCompute/machines/arc-Db/providers/Microsoft.HybridConnectivity/endpoints/default',
    reads: { item: 'default', document: null, targets: 'microsoft.hybridcompute/machines/arc-db', payload: 'none' },
  },
  'microsoft.automation/automationaccounts/jobs/write': {
    is: 'automation automation-account arm:job',
    at: 'Microsoft.Automation/automationAccounts/Ops/jobs/00000000-0000-0000-0000-0000000000b1',
    body: { properties: { runbook: { name: 'Clean' }, parameters: { Name: 'x' } } },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/jobs/resume/action': {
    is: 'automation automation-account arm:job',
    at: 'Microsoft.Automation/automationAccounts/Ops/jobs/00000000-0000-0000-0000-0000000000b1',
    body: { properties: { runbook: { name: 'Clean' } } },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runbooks/draft/testjob/write': {
    is: 'automation automation-account arm:runbook',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean/draft/testJob',
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/watchers/start/action': {
    is: 'automation automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/watchers/Poll',
    reads: { item: 'Poll', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'hidden' },
  },
  'microsoft.automation/automationaccounts/schedules/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/schedules/Nightly',
    body: { properties: { frequency: 'Day', interval: 1 } },
    reads: {
      item: 'Nightly',
      document: null,
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/jobschedules/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/jobSchedules/00000000-0000-0000-0000-0000000000b1',
    body: { properties: { schedule: { name: 'Nightly' }, runbook: { name: 'Clean' } } },
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/webhooks/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/webhooks/Hook',
    body: { properties: { isEnabled: true, runbook: { name: 'Clean' } } },
    reads: {
      item: 'Hook',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/webhooks/action': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops',
    reads: { item: null, document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'hidden' },
  },
  'microsoft.automation/automationaccounts/watchers/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/watchers/Poll',
    body: { properties: { scriptName: 'Clean', executionFrequencyInSeconds: 60 } },
    reads: {
      item: 'Poll',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/watchers/watcheractions/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/watchers/Poll/watcherActions/Act',
    body: { properties: { scriptName: 'Clean' } },
    reads: {
      item: 'Poll',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/softwareupdateconfigurations/write': {
    is: 'schedule automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/softwareUpdateConfigurations/Patch',
    reads: { item: 'Patch', document: null, targets: 'microsoft.automation/automationaccounts/ops', payload: 'hidden' },
  },
  'microsoft.compute/virtualmachines/extensions/write': {
    is: 'extension machine arm:extension',
    at: 'Microsoft.Compute/virtualMachines/vm-Web/extensions/Backup',
    body: {
      properties: {
        publisher: 'Microsoft.Azure.Extensions',
        type: 'CustomScript',
        typeHandlerVersion: '2.1',
        settings: { commandToExecute: 'sh a.sh' },
      },
    },
    reads: {
      item: 'Backup',
      document: 'Microsoft.Azure.Extensions/CustomScript:2.1',
      targets: 'microsoft.compute/virtualmachines/vm-web',
      payload: 'text',
    },
  },
  'microsoft.compute/virtualmachinescalesets/extensions/write': {
    is: 'extension cluster arm:extension',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/extensions/Backup',
    reads: {
      item: 'Backup',
      document: 'Backup',
      targets: 'microsoft.compute/virtualmachinescalesets/set',
      payload: 'hidden',
    },
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/write': {
    is: 'extension machine arm:extension',
    at: 'Microsoft.Compute/virtualMachineScaleSets/Set/virtualMachines/3/extensions/Backup',
    reads: {
      item: 'Backup',
      document: 'Backup',
      targets: 'microsoft.compute/virtualmachinescalesets/set/virtualmachines/3',
      payload: 'hidden',
    },
  },
  'microsoft.hybridcompute/machines/extensions/write': {
    is: 'extension machine arm:extension',
    at: 'Microsoft.HybridCompute/machines/arc-Db/extensions/Backup',
    body: {
      properties: {
        publisher: 'Microsoft.Azure.Extensions',
        type: 'CustomScript',
        typeHandlerVersion: '2.1',
        settings: { commandToExecute: 'sh a.sh' },
      },
    },
    reads: {
      item: 'Backup',
      document: 'Microsoft.Azure.Extensions/CustomScript:2.1',
      targets: 'microsoft.hybridcompute/machines/arc-db',
      payload: 'text',
    },
  },
  'microsoft.hybridcompute/machines/upgradeextensions/action': {
    is: 'extension machine none',
    at: 'Microsoft.HybridCompute/machines/arc-Db',
    reads: { item: null, document: null, targets: 'microsoft.hybridcompute/machines/arc-db', payload: 'hidden' },
  },
  'microsoft.compute/galleries/applications/write': {
    is: 'extension resource none',
    at: 'Microsoft.Compute/galleries/Tools/applications/Agent',
    reads: { item: null, document: 'Tools/Agent', targets: 'unknown', payload: 'hidden' },
  },
  'microsoft.compute/galleries/applications/versions/write': {
    is: 'extension resource none',
    at: 'Microsoft.Compute/galleries/Tools/applications/Agent/versions/1.2.0',
    reads: { item: null, document: 'Tools/Agent:1.2.0', targets: 'unknown', payload: 'hidden' },
  },
}
