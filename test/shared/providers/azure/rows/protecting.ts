import type { ExpectedRow } from './expected-row'

const IN_SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001/providers'

export const PROTECTING: Readonly<Record<string, ExpectedRow>> = {
  'microsoft.insights/diagnosticsettings/write': {
    is: 'protection resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.Insights/diagnosticSettings/runwarden-prod`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.insights/diagnosticsettings/runwarden-prod`,
      payload: 'none',
    },
  },
  'microsoft.insights/diagnosticsettings/delete': {
    is: 'protection resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.Insights/diagnosticSettings/runwarden-prod`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.insights/diagnosticsettings/runwarden-prod`,
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/delete': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.eventhub/namespaces/runwarden', payload: 'none' },
  },
  'microsoft.eventhub/namespaces/eventhubs/delete': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/eventhubs/activity',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/eventhubs/activity',
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/eventhubs/consumergroups/delete': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/eventhubs/activity/consumergroups/detector',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/eventhubs/activity/consumergroups/detector',
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/authorizationrules/delete': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/authorizationRules/export',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/authorizationrules/export',
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/authorizationrules/regeneratekeys/action': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/authorizationRules/export',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/authorizationrules/export',
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/eventhubs/authorizationrules/delete': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/eventhubs/activity/authorizationRules/send',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/eventhubs/activity/authorizationrules/send',
      payload: 'none',
    },
  },
  'microsoft.eventhub/namespaces/eventhubs/authorizationrules/regeneratekeys/action': {
    is: 'protection resource none',
    at: 'Microsoft.EventHub/namespaces/runwarden/eventhubs/activity/authorizationRules/send',
    reads: {
      item: null,
      document: null,
      targets: 'microsoft.eventhub/namespaces/runwarden/eventhubs/activity/authorizationrules/send',
      payload: 'none',
    },
  },
  'microsoft.web/sites/write': {
    is: 'protection resource none',
    at: 'Microsoft.Web/sites/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.web/sites/runwarden', payload: 'none' },
  },
  'microsoft.web/sites/config/write': {
    is: 'protection resource none',
    at: 'Microsoft.Web/sites/runwarden/config/appsettings',
    reads: { item: null, document: null, targets: 'microsoft.web/sites/runwarden/config/appsettings', payload: 'none' },
  },
  'microsoft.web/sites/stop/action': {
    is: 'protection resource none',
    at: 'Microsoft.Web/sites/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.web/sites/runwarden', payload: 'none' },
  },
  'microsoft.web/sites/delete': {
    is: 'protection resource none',
    at: 'Microsoft.Web/sites/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.web/sites/runwarden', payload: 'none' },
  },
  'microsoft.storage/storageaccounts/delete': {
    is: 'protection resource none',
    at: 'Microsoft.Storage/storageAccounts/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.storage/storageaccounts/runwarden', payload: 'none' },
  },
  'microsoft.storage/storageaccounts/listkeys/action': {
    is: 'protection resource none',
    at: 'Microsoft.Storage/storageAccounts/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.storage/storageaccounts/runwarden', payload: 'none' },
  },
  'microsoft.storage/storageaccounts/regeneratekey/action': {
    is: 'protection resource none',
    at: 'Microsoft.Storage/storageAccounts/runwarden',
    reads: { item: null, document: null, targets: 'microsoft.storage/storageaccounts/runwarden', payload: 'none' },
  },
  'microsoft.authorization/roleassignments/delete': {
    is: 'protection resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000d1`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.authorization/roleassignments/00000000-0000-0000-0000-0000000000d1`,
      payload: 'none',
    },
  },
  'microsoft.authorization/locks/delete': {
    is: 'protection resource none',
    at: 'Microsoft.Authorization/locks/keep',
    reads: { item: null, document: null, targets: 'microsoft.authorization/locks/keep', payload: 'none' },
  },
  'microsoft.authorization/policyassignments/delete': {
    is: 'protection resource none',
    at: `${IN_SUBSCRIPTION}/Microsoft.Authorization/policyAssignments/export`,
    reads: {
      item: null,
      document: null,
      targets: `${IN_SUBSCRIPTION}/microsoft.authorization/policyassignments/export`,
      payload: 'none',
    },
  },
}
