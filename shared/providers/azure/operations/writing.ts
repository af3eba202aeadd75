import { writtenItem } from '../document'
import { rowsOf, textAt, type AzureOperation } from './row'

const written = rowsOf('document', { acts: 'automation-account', document: writtenItem, ...textAt('none') })

const runbook = rowsOf('document', { acts: 'automation-account', document: writtenItem, ...textAt('arm:runbook') })

/** Operations that write what is run later: runbooks, scripts, modules, templates. */
export const WRITING_OPERATIONS: readonly AzureOperation[] = [
  runbook('microsoft.automation/automationaccounts/runbooks/write', 'nothing by itself; makes or changes a runbook'),
  runbook(
    'microsoft.automation/automationaccounts/runbooks/draft/write',
    'nothing by itself; changes the draft of a runbook',
  ),
  runbook(
    'microsoft.automation/automationaccounts/runbooks/draft/content/write',
    'nothing by itself; changes the text of a draft',
  ),
  runbook(
    'microsoft.automation/automationaccounts/runbooks/publish/action',
    'nothing by itself; makes the draft of a runbook the one that runs',
  ),
  written(
    'microsoft.automation/automationaccounts/sourcecontrols/write',
    'runbooks from a repository, whenever it is synchronised',
  ),
  written(
    'microsoft.automation/automationaccounts/sourcecontrols/sourcecontrolsyncjobs/write',
    'nothing by itself; replaces runbooks with those of a repository',
  ),
  written(
    'microsoft.automation/automationaccounts/runtimeenvironments/write',
    'code that runbooks of the account load',
  ),
  written(
    'microsoft.automation/automationaccounts/runtimeenvironments/packages/write',
    'code that runbooks of the account load',
  ),
  written('microsoft.automation/automationaccounts/modules/write', 'code that runbooks of the account load'),
  written(
    'microsoft.automation/automationaccounts/powershell72modules/write',
    'code that runbooks of the account load',
  ),
  written('microsoft.automation/automationaccounts/python2packages/write', 'code that runbooks of the account load'),
  written('microsoft.automation/automationaccounts/python3packages/write', 'code that runbooks of the account load'),
  written(
    'microsoft.automation/automationaccounts/configurations/write',
    'nothing by itself; makes or changes a DSC configuration',
  ),
  written(
    'microsoft.automation/automationaccounts/compilationjobs/write',
    'nothing on machines; compiles a DSC configuration for its nodes',
  ),
  written(
    'microsoft.automation/automationaccounts/nodeconfigurations/write',
    'a DSC configuration on the nodes assigned to it',
  ),
  written('microsoft.automation/automationaccounts/nodes/write', 'another DSC configuration on one node'),
]
