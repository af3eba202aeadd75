import type { ExpectedRow } from './expected-row'

export const WRITING: Readonly<Record<string, ExpectedRow>> = {
  'microsoft.automation/automationaccounts/runbooks/write': {
    is: 'document automation-account arm:runbook',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean',
    body: { properties: { runbookType: 'PowerShell' } },
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runbooks/draft/write': {
    is: 'document automation-account arm:runbook',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean/draft',
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runbooks/draft/content/write': {
    is: 'document automation-account arm:runbook',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean/draft/content',
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runbooks/publish/action': {
    is: 'document automation-account arm:runbook',
    at: 'Microsoft.Automation/automationAccounts/Ops/runbooks/Clean',
    reads: {
      item: 'Clean',
      document: 'Clean',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/sourcecontrols/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/sourceControls/Repo',
    reads: {
      item: 'Repo',
      document: 'Repo',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/sourcecontrols/sourcecontrolsyncjobs/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/sourceControls/Repo/sourceControlSyncJobs/One',
    reads: {
      item: 'Repo',
      document: 'Repo',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runtimeenvironments/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/runtimeEnvironments/PS74',
    reads: {
      item: 'PS74',
      document: 'PS74',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/runtimeenvironments/packages/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/runtimeEnvironments/PS74/packages/Az',
    body: { properties: { contentLink: { uri: 'https://files.example.com/az.zip' } } },
    reads: { item: 'PS74', document: 'PS74', targets: 'microsoft.automation/automationaccounts/ops', payload: 'text' },
  },
  'microsoft.automation/automationaccounts/modules/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/modules/Tools',
    body: { properties: { contentLink: { uri: 'https://files.example.com/tools.zip' } } },
    reads: {
      item: 'Tools',
      document: 'Tools',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'text',
    },
  },
  'microsoft.automation/automationaccounts/powershell72modules/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/powerShell72Modules/Tools',
    body: { properties: { contentLink: { uri: 'https://files.example.com/tools.zip' } } },
    reads: {
      item: 'Tools',
      document: 'Tools',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'text',
    },
  },
  'microsoft.automation/automationaccounts/python2packages/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/python2Packages/Tools',
    body: { properties: { contentLink: { uri: 'https://files.example.com/tools.zip' } } },
    reads: {
      item: 'Tools',
      document: 'Tools',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'text',
    },
  },
  'microsoft.automation/automationaccounts/python3packages/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/python3Packages/Tools',
    body: { properties: { contentLink: { uri: 'https://files.example.com/tools.zip' } } },
    reads: {
      item: 'Tools',
      document: 'Tools',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'text',
    },
  },
  'microsoft.automation/automationaccounts/configurations/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/configurations/Web',
    body: { properties: { source: { type: 'embeddedContent', value: 'Configuration Web {}' } } },
    reads: { item: 'Web', document: 'Web', targets: 'microsoft.automation/automationaccounts/ops', payload: 'text' },
  },
  'microsoft.automation/automationaccounts/compilationjobs/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/compilationjobs/00000000-0000-0000-0000-0000000000b1',
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: '00000000-0000-0000-0000-0000000000b1',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
  'microsoft.automation/automationaccounts/nodeconfigurations/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/nodeConfigurations/Web.Front',
    body: { properties: { source: { type: 'embeddedContent', value: 'instance of MSFT_ScriptResource' } } },
    reads: {
      item: 'Web.Front',
      document: 'Web.Front',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'text',
    },
  },
  'microsoft.automation/automationaccounts/nodes/write': {
    is: 'document automation-account none',
    at: 'Microsoft.Automation/automationAccounts/Ops/nodes/00000000-0000-0000-0000-0000000000b1',
    reads: {
      item: '00000000-0000-0000-0000-0000000000b1',
      document: '00000000-0000-0000-0000-0000000000b1',
      targets: 'microsoft.automation/automationaccounts/ops',
      payload: 'hidden',
    },
  },
}
