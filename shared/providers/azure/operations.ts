import type { Family, OperationSpec, TextSource } from '../../model/operation'

type Acts = OperationSpec['acts']

const row = (family: Family, acts: Acts, text: TextSource, name: string, runs: string): OperationSpec => ({ name, family, acts, text, runs })

/**
 * Every Activity Log operation that Runwarden looks at, by its lower-cased name. A scale set's own extensions act on a
 * `cluster`: one named thing with machines behind it that the id does not name, so that it never counts as a machine.
 * Names: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
export const AZURE_OPERATIONS: readonly OperationSpec[] = [
  row('command', 'machine', 'none', 'microsoft.compute/virtualmachines/runcommand/action', 'a script as SYSTEM or root on one machine'),
  row('command', 'machine', 'none', 'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action', 'a script as SYSTEM or root on one scale-set instance'),
  row('command', 'cluster', 'none', 'microsoft.containerservice/managedclusters/runcommand/action', 'a command with cluster-admin rights in a pod of the cluster'),
  row('command', 'machine', 'arm:runCommand', 'microsoft.compute/virtualmachines/runcommands/write', 'a managed run command on one machine'),
  row('command', 'machine', 'arm:runCommand', 'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write', 'a managed run command on one scale-set instance'),
  row('command', 'machine', 'arm:runCommand', 'microsoft.hybridcompute/machines/runcommands/write', 'a managed run command on one Arc machine'),

  row('session', 'machine', 'none', 'microsoft.serialconsole/serialports/connect/action', 'whatever is typed into the serial console'),
  row('session', 'machine', 'none', 'microsoft.hybridconnectivity/endpoints/listcredentials/action', 'whatever is typed into an SSH session through Arc'),

  row('automation', 'automation-account', 'arm:job', 'microsoft.automation/automationaccounts/jobs/write', 'a runbook, in Azure or on a hybrid worker'),
  row('automation', 'automation-account', 'arm:job', 'microsoft.automation/automationaccounts/jobs/resume/action', 'the rest of a suspended runbook job'),
  row('automation', 'automation-account', 'arm:runbook', 'microsoft.automation/automationaccounts/runbooks/draft/testjob/write', 'the unpublished draft of a runbook'),
  row('automation', 'automation-account', 'none', 'microsoft.automation/automationaccounts/watchers/start/action', 'a watcher runbook, again and again'),

  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/schedules/write', 'linked runbooks at set times'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/jobschedules/write', 'a runbook whenever its schedule is due'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/webhooks/write', 'a runbook for whoever knows the address'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/webhooks/action', 'nothing by itself; makes the address of a webhook'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/watchers/write', 'a watcher runbook, again and again'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/watchers/watcheractions/write', 'a runbook whenever its watcher finds something'),
  row('schedule', 'automation-account', 'none', 'microsoft.automation/automationaccounts/softwareupdateconfigurations/write', 'scripts before and after updates'),

  row('document', 'automation-account', 'arm:runbook', 'microsoft.automation/automationaccounts/runbooks/write', 'nothing by itself; makes or changes a runbook'),
  row('document', 'automation-account', 'arm:runbook', 'microsoft.automation/automationaccounts/runbooks/draft/write', 'nothing by itself; changes the draft of a runbook'),
  row('document', 'automation-account', 'arm:runbook', 'microsoft.automation/automationaccounts/runbooks/draft/content/write', 'nothing by itself; changes the text of a draft'),
  row('document', 'automation-account', 'arm:runbook', 'microsoft.automation/automationaccounts/runbooks/publish/action', 'nothing by itself; makes the draft of a runbook the one that runs'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/sourcecontrols/write', 'runbooks from a repository, whenever it is synchronised'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/sourcecontrols/sourcecontrolsyncjobs/write', 'nothing by itself; replaces runbooks with those of a repository'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/runtimeenvironments/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/runtimeenvironments/packages/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/modules/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/powershell72modules/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/python2packages/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/python3packages/write', 'code that runbooks of the account load'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/configurations/write', 'nothing by itself; makes or changes a DSC configuration'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/compilationjobs/write', 'nothing on machines; compiles a DSC configuration for its nodes'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/nodeconfigurations/write', 'a DSC configuration on the nodes assigned to it'),
  row('document', 'automation-account', 'none', 'microsoft.automation/automationaccounts/nodes/write', 'another DSC configuration on one node'),

  row('extension', 'machine', 'arm:extension', 'microsoft.compute/virtualmachines/extensions/write', 'an extension as SYSTEM or root on one machine'),
  row('extension', 'cluster', 'arm:extension', 'microsoft.compute/virtualmachinescalesets/extensions/write', 'an extension as SYSTEM or root on every instance of a scale set'),
  row('extension', 'machine', 'arm:extension', 'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/write', 'an extension as SYSTEM or root on one scale-set instance'),
  row('extension', 'machine', 'arm:extension', 'microsoft.hybridcompute/machines/extensions/write', 'an extension as SYSTEM or root on one Arc machine'),
  row('extension', 'machine', 'none', 'microsoft.hybridcompute/machines/upgradeextensions/action', 'new versions of the extensions of one Arc machine'),
  row('extension', 'resource', 'none', 'microsoft.compute/galleries/applications/write', 'nothing by itself; makes an application that machines can be given'),
  row('extension', 'resource', 'none', 'microsoft.compute/galleries/applications/versions/write', 'install and update scripts on every machine that is given the application'),

  row('configuration', 'resource', 'none', 'microsoft.serialconsole/consoleservices/enableconsole/action', 'nothing by itself; opens the serial console of a whole subscription'),
  row('configuration', 'machine', 'none', 'microsoft.guestconfiguration/guestconfigurationassignments/write', 'a configuration package as SYSTEM or root on one machine'),

  row('identity', 'resource', 'none', 'microsoft.authorization/roleassignments/write', 'nothing by itself; grants a role'),
  row('identity', 'resource', 'none', 'microsoft.authorization/elevateaccess/action', 'nothing by itself; gives the caller access to every subscription of the tenant'),
  row('identity', 'resource', 'none', 'microsoft.managedservices/registrationassignments/write', 'nothing by itself; lets another tenant manage the scope'),
  row('identity', 'resource', 'none', 'microsoft.managedservices/registrationdefinitions/write', 'nothing by itself; says what another tenant may do'),
  row('identity', 'resource', 'none', 'microsoft.hybridcompute/machines/write', 'nothing by itself; brings a machine under Arc'),
  row('identity', 'resource', 'none', 'microsoft.hybridconnectivity/publiccloudconnectors/write', 'nothing by itself; lets Azure reach machines of another cloud'),
  row('identity', 'resource', 'none', 'microsoft.hybridconnectivity/solutionconfigurations/write', 'nothing by itself; says what Azure does in another cloud'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/write', 'nothing by itself; makes or changes an automation account and its identity'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/listkeys/action', 'nothing by itself; reads the keys that register workers and nodes'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/credentials/write', 'nothing by itself; stores a credential for runbooks'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/connections/write', 'nothing by itself; stores a connection for runbooks'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/certificates/write', 'nothing by itself; stores a certificate for runbooks'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/variables/write', 'nothing by itself; stores a value that runbooks read'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/hybridrunbookworkergroups/write', 'nothing by itself; makes a group of machines that can run runbooks'),
  row('identity', 'automation-account', 'none', 'microsoft.automation/automationaccounts/hybridrunbookworkergroups/hybridrunbookworkers/write', 'nothing by itself; lets a machine run runbooks'),

  row('discovery', 'machine', 'none', 'microsoft.compute/virtualmachines/retrievebootdiagnosticsdata/action', 'nothing; reads the screen and the serial log of a machine'),
  row('discovery', 'machine', 'none', 'microsoft.compute/virtualmachinescalesets/virtualmachines/retrievebootdiagnosticsdata/action', 'nothing; reads the screen and the serial log of a scale-set instance'),

  row('cleanup', 'machine', 'none', 'microsoft.compute/virtualmachines/runcommands/delete', 'nothing; removes a managed run command and its text'),
  row('cleanup', 'machine', 'none', 'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/delete', 'nothing; removes a managed run command and its text'),
  row('cleanup', 'machine', 'none', 'microsoft.hybridcompute/machines/runcommands/delete', 'nothing; removes a managed run command and its text'),
  row('cleanup', 'machine', 'none', 'microsoft.compute/virtualmachines/extensions/delete', 'nothing; removes an extension and its settings'),
  row('cleanup', 'cluster', 'none', 'microsoft.compute/virtualmachinescalesets/extensions/delete', 'nothing; removes an extension and its settings'),
  row('cleanup', 'machine', 'none', 'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/delete', 'nothing; removes an extension and its settings'),
  row('cleanup', 'machine', 'none', 'microsoft.hybridcompute/machines/extensions/delete', 'nothing; removes an extension and its settings'),
  row('cleanup', 'automation-account', 'none', 'microsoft.automation/automationaccounts/runbooks/delete', 'nothing; removes a runbook and its text'),
  row('cleanup', 'automation-account', 'none', 'microsoft.automation/automationaccounts/jobs/stop/action', 'nothing; stops a runbook job'),

  row('protection', 'resource', 'none', 'microsoft.insights/diagnosticsettings/write', 'nothing; changes where the Activity Log goes'),
  row('protection', 'resource', 'none', 'microsoft.insights/diagnosticsettings/delete', 'nothing; ends the export of the Activity Log'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/delete', 'nothing; removes an event hub namespace'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/eventhubs/delete', 'nothing; removes an event hub'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/eventhubs/consumergroups/delete', 'nothing; removes a reader of an event hub'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/authorizationrules/delete', 'nothing; removes a key that writes to or reads event hubs'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/authorizationrules/regeneratekeys/action', 'nothing; makes the keys in use invalid'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/eventhubs/authorizationrules/delete', 'nothing; removes a key that writes to or reads an event hub'),
  row('protection', 'resource', 'none', 'microsoft.eventhub/namespaces/eventhubs/authorizationrules/regeneratekeys/action', 'nothing; makes the keys in use invalid'),
  row('protection', 'resource', 'none', 'microsoft.web/sites/write', 'nothing; changes an app'),
  row('protection', 'resource', 'none', 'microsoft.web/sites/config/write', 'nothing; changes the settings of an app'),
  row('protection', 'resource', 'none', 'microsoft.web/sites/stop/action', 'nothing; stops an app'),
  row('protection', 'resource', 'none', 'microsoft.web/sites/delete', 'nothing; removes an app'),
  row('protection', 'resource', 'none', 'microsoft.storage/storageaccounts/delete', 'nothing; removes a storage account'),
  row('protection', 'resource', 'none', 'microsoft.storage/storageaccounts/listkeys/action', 'nothing; reads the keys that can change everything in the account'),
  row('protection', 'resource', 'none', 'microsoft.storage/storageaccounts/regeneratekey/action', 'nothing; makes the keys in use invalid'),
  row('protection', 'resource', 'none', 'microsoft.authorization/roleassignments/delete', 'nothing; takes a role away'),
  row('protection', 'resource', 'none', 'microsoft.authorization/locks/delete', 'nothing; removes a lock against deletion'),
  row('protection', 'resource', 'none', 'microsoft.authorization/policyassignments/delete', 'nothing; removes a policy, also one that keeps the export in place'),
]

const BY_NAME = new Map(AZURE_OPERATIONS.map((spec) => [spec.name, spec]))

/** The row of an operation, written in any case; null when Runwarden does not look at it. */
export const azureOperation = (name: string): OperationSpec | null => BY_NAME.get(name.toLowerCase()) ?? null
