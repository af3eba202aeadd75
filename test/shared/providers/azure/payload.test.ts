import { openBody } from '../../../../shared/providers/azure/body'
import { azureOperation } from '../../../../shared/providers/azure/operations'
import type { AzureOperation } from '../../../../shared/providers/azure/operations/row'
import { parseResourceId } from '../../../../shared/providers/azure/resource-id'
import { ACCOUNT, GROUP, VM } from './records'

const readersOf = (name: string): AzureOperation['readers'] => {
  const row = azureOperation(name)
  if (row === null) throw new Error(`no row for ${name}`)
  return row.readers
}

const RUN = 'microsoft.compute/virtualmachines/runcommand/action'
const MANAGED = 'microsoft.compute/virtualmachines/runcommands/write'
const EXTENSION = 'microsoft.compute/virtualmachines/extensions/write'
const AKS = 'microsoft.containerservice/managedclusters/runcommand/action'
const JOB = 'microsoft.automation/automationaccounts/jobs/write'
const MODULE = 'microsoft.automation/automationaccounts/modules/write'

describe('the reader of payloads', () => {
  it.each<[string, string, readonly Record<string, unknown>[], string]>([
    [
      'the lines of an action run command',
      RUN,
      [{ commandId: 'RunShellScript', script: ['id', 'uname -a'] }],
      'id\nuname -a',
    ],
    [
      'its parameters, which scripts read',
      RUN,
      [{ script: ['echo $1'], parameters: [{ name: 'arg1', value: 'x' }, { value: 'y' }, 'odd', {}] }],
      'echo $1\narg1=x\ny',
    ],
    ['a managed run command', MANAGED, [{ properties: { source: { script: 'whoami' } } }], 'whoami'],
    [
      'the address of its script',
      MANAGED,
      [{ properties: { source: { scriptUri: 'https://files.example.com/a.sh' } } }],
      'https://files.example.com/a.sh',
    ],
    [
      'the settings of an extension',
      EXTENSION,
      [
        {
          properties: {
            settings: {
              commandToExecute: 'sh a.sh',
              fileUris: ['https://files.example.com/a.sh', 'https://files.example.com/b'],
            },
          },
        },
      ],
      'sh a.sh\nhttps://files.example.com/a.sh\nhttps://files.example.com/b',
    ],
    [
      'settings as text, in another case',
      EXTENSION,
      [{ Properties: { Settings: '{"CommandToExecute":"sh a.sh"}' } }],
      'sh a.sh',
    ],
    ['the command of an AKS command invoke', AKS, [{ command: 'kubectl get secrets -A' }], 'kubectl get secrets -A'],
    [
      'where a module comes from',
      MODULE,
      [{ properties: { contentLink: { uri: 'https://files.example.com/m.zip' } } }],
      'https://files.example.com/m.zip',
    ],
    [
      'once what request and response both say',
      MANAGED,
      [{ properties: { source: { script: 'id' } } }, { properties: { source: { script: 'id' } } }],
      'id',
    ],
  ])('reads %s', (_name, operation, bodies, text) => {
    expect(readersOf(operation).payload(bodies.map(openBody))).toEqual({ kind: 'text', text })
  })

  it.each([
    [RUN, /never carries the script of an action run command/],
    [AKS, /never carries the command of an AKS command invoke/],
    [MANAGED, /run command resource does/],
    [EXTENSION, /extension resource does/],
    [JOB, /the job does/],
    ['microsoft.automation/automationaccounts/runbooks/write', /automation account does/],
    ['microsoft.automation/automationaccounts/schedules/write', /does not carry what it runs/],
  ])('says why %s has no text', (operation, reason) => {
    expect(readersOf(operation).payload([])).toEqual({
      kind: 'hidden',
      reason: expect.stringMatching(reason) as string,
    })
  })

  it('has no text where nothing runs, whatever the body says', () => {
    expect(readersOf('microsoft.authorization/roleassignments/write').payload([openBody({ script: 'id' })])).toEqual({
      kind: 'none',
    })
  })

  it.each([
    ['settings without a command', EXTENSION, { properties: { settings: { workspaceId: 'x' } } }],
    ['protected settings alone', EXTENSION, { properties: { protectedSettings: null } }],
    ['parameters alone', RUN, { parameters: [{ name: 'a', value: 'b' }] }],
    ['parameters of a job', JOB, { properties: { parameters: { Name: 'x' } } }],
    ['an empty script', RUN, { script: [] }],
  ])('takes %s for hidden', (_name, operation, body) => {
    expect(readersOf(operation).payload([openBody(body)]).kind).toBe('hidden')
  })
})

describe('the reader of documents', () => {
  const GALLERY = `${GROUP}/providers/Microsoft.Compute/galleries/Tools/applications/Agent/versions/1.2.0`
  const TYPED = {
    type: 'Microsoft.Compute/virtualMachines/extensions',
    properties: { publisher: 'Microsoft.Compute', type: 'CustomScriptExtension', typeHandlerVersion: '1.10' },
  }

  it.each<[string, string, string, readonly Record<string, unknown>[], string | null, string | null]>([
    [
      'publisher and type of an extension',
      EXTENSION,
      `${VM}/extensions/Backup`,
      [TYPED],
      'Microsoft.Compute/CustomScriptExtension',
      '1.10',
    ],
    ['else its name', EXTENSION, `${VM}/extensions/Backup`, [{ properties: { settings: {} } }], 'Backup', null],
    [
      'else its name, when the publisher is no text',
      EXTENSION,
      `${VM}/extensions/Backup`,
      [{ properties: { publisher: {}, type: 'CustomScript' } }],
      'Backup',
      null,
    ],
    [
      'a gallery application',
      'microsoft.compute/galleries/applications/versions/write',
      GALLERY,
      [],
      'Tools/Agent',
      '1.2.0',
    ],
    [
      'the script kind of an action run command',
      RUN,
      VM,
      [{ commandId: 'RunPowerShellScript' }],
      'RunPowerShellScript',
      null,
    ],
    [
      'the built-in of a managed one',
      MANAGED,
      `${VM}/runCommands/Fix`,
      [{ properties: { source: { commandId: 'EnableRemotePS' } } }],
      'EnableRemotePS',
      null,
    ],
    ['nothing for a managed run command with its own script', MANAGED, `${VM}/runCommands/Fix`, [], null, null],
    ['the runbook of a job', JOB, `${ACCOUNT}/jobs/1`, [{ properties: { runbook: { name: 'Clean' } } }], 'Clean', null],
    ['nothing when the job does not say', JOB, `${ACCOUNT}/jobs/1`, [], null, null],
    [
      'the runbook whose draft is tested',
      'microsoft.automation/automationaccounts/runbooks/draft/testjob/write',
      `${ACCOUNT}/runbooks/Clean/draft/testJob`,
      [],
      'Clean',
      null,
    ],
    [
      'the runbook that is written',
      'microsoft.automation/automationaccounts/runbooks/write',
      `${ACCOUNT}/runbooks/Clean`,
      [],
      'Clean',
      null,
    ],
    [
      'the runbook of a schedule',
      'microsoft.automation/automationaccounts/jobschedules/write',
      `${ACCOUNT}/jobSchedules/1`,
      [{ properties: { runbook: { name: 'Clean' } } }],
      'Clean',
      null,
    ],
    [
      'the extension that is removed',
      'microsoft.compute/virtualmachines/extensions/delete',
      `${VM}/extensions/Backup`,
      [],
      'Backup',
      null,
    ],
    ['nothing for a role', 'microsoft.authorization/roleassignments/write', VM, [], null, null],
  ])('is %s', (_name, operation, id, bodies, name, version) => {
    expect(readersOf(operation).document(parseResourceId(id, []), bodies.map(openBody))).toEqual(
      name === null ? null : { name, version, owner: null },
    )
  })
})
