import { builtInCommand, extensionOrApplication, runbook } from '../document'
import { clusterCommandText, scriptText } from '../payload'
import { noTargets } from '../targets'
import { rowsOf, textAt, type AzureOperation } from './row'

const command = rowsOf('command', { acts: 'machine', document: builtInCommand, payload: scriptText })

const managed = textAt('arm:runCommand')

const session = rowsOf('session', { acts: 'machine' })

const automation = rowsOf('automation', { acts: 'automation-account', document: runbook, ...textAt('none') })

const ofJob = textAt('arm:job')

const schedule = rowsOf('schedule', { acts: 'automation-account', document: runbook, ...textAt('none') })

const extension = rowsOf('extension', { acts: 'machine', document: extensionOrApplication, ...textAt('arm:extension') })

const application = rowsOf('extension', { document: extensionOrApplication, targets: noTargets, ...textAt('none') })

/** Operations that run code on a machine, or make something that runs it later. */
export const RUNNING_OPERATIONS: readonly AzureOperation[] = [
  command('microsoft.compute/virtualmachines/runcommand/action', 'a script as SYSTEM or root on one machine'),
  command(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action',
    'a script as SYSTEM or root on one scale-set instance',
  ),
  command(
    'microsoft.containerservice/managedclusters/runcommand/action',
    'a command with cluster-admin rights in a pod of the cluster',
    { acts: 'cluster', payload: clusterCommandText },
  ),
  command('microsoft.compute/virtualmachines/runcommands/write', 'a managed run command on one machine', managed),
  command(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write',
    'a managed run command on one scale-set instance',
    managed,
  ),
  command('microsoft.hybridcompute/machines/runcommands/write', 'a managed run command on one Arc machine', managed),
  session('microsoft.serialconsole/serialports/connect/action', 'whatever is typed into the serial console'),
  session(
    'microsoft.hybridconnectivity/endpoints/listcredentials/action',
    'whatever is typed into an SSH session through Arc',
  ),
  automation('microsoft.automation/automationaccounts/jobs/write', 'a runbook, in Azure or on a hybrid worker', ofJob),
  automation(
    'microsoft.automation/automationaccounts/jobs/resume/action',
    'the rest of a suspended runbook job',
    ofJob,
  ),
  automation(
    'microsoft.automation/automationaccounts/runbooks/draft/testjob/write',
    'the unpublished draft of a runbook',
    textAt('arm:runbook'),
  ),
  automation('microsoft.automation/automationaccounts/watchers/start/action', 'a watcher runbook, again and again'),
  schedule('microsoft.automation/automationaccounts/schedules/write', 'linked runbooks at set times'),
  schedule('microsoft.automation/automationaccounts/jobschedules/write', 'a runbook whenever its schedule is due'),
  schedule('microsoft.automation/automationaccounts/webhooks/write', 'a runbook for anyone who knows the address'),
  schedule(
    'microsoft.automation/automationaccounts/webhooks/action',
    'nothing by itself; makes the address of a webhook',
  ),
  schedule('microsoft.automation/automationaccounts/watchers/write', 'a watcher runbook, again and again'),
  schedule(
    'microsoft.automation/automationaccounts/watchers/watcheractions/write',
    'a runbook whenever its watcher finds something',
  ),
  schedule(
    'microsoft.automation/automationaccounts/softwareupdateconfigurations/write',
    'scripts before and after updates',
  ),
  extension('microsoft.compute/virtualmachines/extensions/write', 'an extension as SYSTEM or root on one machine'),
  extension(
    'microsoft.compute/virtualmachinescalesets/extensions/write',
    'an extension as SYSTEM or root on every instance of a scale set',
    { acts: 'cluster' },
  ),
  extension(
    'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/write',
    'an extension as SYSTEM or root on one scale-set instance',
  ),
  extension('microsoft.hybridcompute/machines/extensions/write', 'an extension as SYSTEM or root on one Arc machine'),
  extension(
    'microsoft.hybridcompute/machines/upgradeextensions/action',
    'new versions of the extensions of one Arc machine',
    textAt('none'),
  ),
  application(
    'microsoft.compute/galleries/applications/write',
    'nothing by itself; makes an application that machines can be given',
  ),
  application(
    'microsoft.compute/galleries/applications/versions/write',
    'install and update scripts on every machine that is given the application',
  ),
]
