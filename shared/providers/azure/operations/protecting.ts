import { rowsOf, type AzureOperation } from './row'

const protection = rowsOf('protection')

/** Operations on what Runwarden itself depends on: its resources, the export that feeds it, their locks and keys. */
export const PROTECTING_OPERATIONS: readonly AzureOperation[] = [
  protection('microsoft.insights/diagnosticsettings/write', 'nothing; changes where the Activity Log goes'),
  protection('microsoft.insights/diagnosticsettings/delete', 'nothing; ends the export of the Activity Log'),
  protection('microsoft.eventhub/namespaces/delete', 'nothing; removes an event hub namespace'),
  protection('microsoft.eventhub/namespaces/eventhubs/delete', 'nothing; removes an event hub'),
  protection(
    'microsoft.eventhub/namespaces/eventhubs/consumergroups/delete',
    'nothing; removes a reader of an event hub',
  ),
  protection(
    'microsoft.eventhub/namespaces/authorizationrules/delete',
    'nothing; removes a key that writes to or reads event hubs',
  ),
  protection(
    'microsoft.eventhub/namespaces/authorizationrules/regeneratekeys/action',
    'nothing; makes the keys in use invalid',
  ),
  protection(
    'microsoft.eventhub/namespaces/eventhubs/authorizationrules/delete',
    'nothing; removes a key that writes to or reads an event hub',
  ),
  protection(
    'microsoft.eventhub/namespaces/eventhubs/authorizationrules/regeneratekeys/action',
    'nothing; makes the keys in use invalid',
  ),
  protection('microsoft.web/sites/write', 'nothing; changes an app'),
  protection('microsoft.web/sites/config/write', 'nothing; changes the settings of an app'),
  protection('microsoft.web/sites/stop/action', 'nothing; stops an app'),
  protection('microsoft.web/sites/delete', 'nothing; removes an app'),
  protection('microsoft.storage/storageaccounts/delete', 'nothing; removes a storage account'),
  protection(
    'microsoft.storage/storageaccounts/listkeys/action',
    'nothing; reads the keys that can change everything in the account',
  ),
  protection('microsoft.storage/storageaccounts/regeneratekey/action', 'nothing; makes the keys in use invalid'),
  protection('microsoft.authorization/roleassignments/delete', 'nothing; takes a role away'),
  protection('microsoft.authorization/locks/delete', 'nothing; removes a lock against deletion'),
  protection(
    'microsoft.authorization/policyassignments/delete',
    'nothing; removes a policy, also one that keeps the export in place',
  ),
]
