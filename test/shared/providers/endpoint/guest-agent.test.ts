import { agentRunOf } from '../../../../shared/providers/endpoint/guest-agent'
import type { Program } from '../../../../shared/providers/endpoint/process-event'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'
const INSTANCE = 'i-0123456789abcdef0'
const LINUX =
  `/var/lib/amazon/ssm/${INSTANCE}/document/orchestration/${COMMAND}` +
  '/awsrunShellScript/0.awsrunShellScript/_script.sh'
const SNAP = `/var/snap/amazon-ssm-agent/current/ssm/${INSTANCE}/document/orchestration/${COMMAND}/run/_script.sh`
const WINDOWS =
  `C:\\ProgramData\\Amazon\\SSM\\InstanceData\\mi-0123456789abcdef0\\document\\orchestration\\${COMMAND}` +
  `\\awsrunPowerShellScript\\0.awsrunPowerShellScript\\_script.ps1`
const ACTION = '/var/lib/waagent/run-command/download/12/script.sh'
const MANAGED = '/var/lib/waagent/run-command-handler/download/Fix/0/script.sh'

const program = (name: string, commandLine = name): Program => ({ name, executable: `/usr/bin/${name}`, commandLine })

const run = (own: Program, ...parents: readonly Program[]) => agentRunOf({ program: own, parents })

const ssm = { agent: 'ssm', commandId: COMMAND, background: false }

describe('agentRunOf', () => {
  it.each<[string, Program, readonly Program[], object]>([
    [
      'the shell of an SSM command',
      program('sh', `sh -c ${LINUX}`),
      [program('ssm-document-worker', `/usr/bin/ssm-document-worker ${COMMAND}`)],
      { ...ssm, instanceId: INSTANCE },
    ],
    ['what that shell starts', program('curl'), [program('sh', `/bin/sh ${LINUX}`)], { ...ssm, instanceId: INSTANCE }],
    [
      'the same below the snap',
      program('id'),
      [program('bash', `/bin/bash ${SNAP}`)],
      { ...ssm, instanceId: INSTANCE },
    ],
    [
      'the same on Windows',
      program('whoami.exe'),
      [program('powershell.exe', `powershell -ExecutionPolicy unrestricted -f ${WINDOWS}`)],
      { ...ssm, instanceId: 'mi-0123456789abcdef0' },
    ],
    [
      'a worker that only names its command',
      program('python3'),
      [program('ssm-document-worker.exe', `"C:\\Program Files\\Amazon\\SSM\\ssm-document-worker.exe" ${COMMAND}`)],
      { ...ssm, instanceId: null },
    ],
    ['a runner two steps up', program('curl'), [program('python3'), program('bash', `/bin/bash ${LINUX}`)], ssm],
    [
      'the shell of an Azure command on Linux',
      program('sh', `/bin/sh -c ${ACTION}`),
      [
        program(
          'run-command-extension',
          '/var/lib/waagent/Microsoft.CPlat.Core.RunCommandLinux-1.0.5/bin/run-command-extension enable',
        ),
      ],
      { agent: 'azure-run-command', commandId: null },
    ],
    ['what that shell starts', program('curl'), [program('sh', `/bin/sh ${ACTION}`)], { agent: 'azure-run-command' }],
    [
      'a managed run command',
      program('curl'),
      [program('bash', `/bin/bash -c ${MANAGED}`)],
      { agent: 'azure-run-command' },
    ],
    [
      'one that runs as another user',
      program('curl'),
      [program('sh', '/bin/sh /home/app/waagent/run-command-handler-runas/download/Fix/0/script.sh')],
      { agent: 'azure-run-command' },
    ],
    [
      'a script run without an interpreter',
      program('id'),
      [{ name: 'script.sh', executable: ACTION, commandLine: ACTION }],
      { agent: 'azure-run-command' },
    ],
    [
      'cmd.exe below the Windows extension',
      program('cmd.exe'),
      [program('runcommandextension.exe')],
      { agent: 'azure-run-command' },
    ],
    [
      'two blanks in the PowerShell line',
      program('net.exe'),
      [program('powershell.exe', 'powershell  -ExecutionPolicy Unrestricted -File script0.ps1')],
      { agent: 'azure-run-command' },
    ],
    [
      'one blank and a long number',
      program('net.exe'),
      [program('powershell.exe', 'powershell -ExecutionPolicy Unrestricted -File script1234.ps1')],
      { agent: 'azure-run-command' },
    ],
    [
      'the cmd.exe that calls PowerShell',
      program('powershell.exe'),
      [program('cmd.exe', '"cmd" /Cpowershell  -ExecutionPolicy Unrestricted -File script10.ps1')],
      { agent: 'azure-run-command' },
    ],
    [
      'a managed run command on Windows',
      program('net.exe'),
      [
        program(
          'powershell.exe',
          'powershell -File C:\\Packages\\Plugins\\Microsoft.CPlat.Core.RunCommandHandlerWindows\\2.0.' +
            '8\\Downloads\\script.ps1',
        ),
      ],
      { agent: 'azure-run-command' },
    ],
    [
      'the custom script extension',
      program('cmd.exe'),
      [program('customscripthandler.exe')],
      { agent: 'azure-extension' },
    ],
    [
      'the same on Linux',
      program('sh'),
      [program('sh', '/bin/sh -c /var/lib/waagent/custom-script/download/0/script.sh')],
      { agent: 'azure-extension' },
    ],
    [
      'a hybrid runbook worker',
      program('powershell.exe'),
      [program('orchestrator.sandbox.exe')],
      { agent: 'azure-other' },
    ],
    [
      'an event without parents whose own line is the script (auditd)',
      program('sh', `/bin/sh ${ACTION}`),
      [],
      { agent: 'azure-run-command' },
    ],
  ])('knows %s', (_name, own, parents, expected) => {
    expect(run(own, ...parents)).toMatchObject(expected)
  })

  it.each<[string, Program, readonly Program[]]>([
    ['a shell of somebody who logged in', program('bash'), [program('sshd')]],
    ['somebody who reads an old script', program('cat', `cat ${ACTION}`), []],
    ['what an editor of an old script starts', program('sh'), [program('vim', `vim ${ACTION}`)]],
    ['the shell of a person who runs an old script', program('bash', `bash ${ACTION}`), [program('bash', '-bash')]],
    [
      'an interactive session',
      program('bash'),
      [program('ssm-session-worker', 'ssm-session-worker alice-0123456789abcdef0')],
    ],
    [
      'a session document',
      program('sh'),
      [program('sh', `sh /var/lib/amazon/ssm/${INSTANCE}/session/orchestration/alice-0123/x/_script.sh`)],
    ],
    ['the agent itself', program('ssm-agent-worker'), [program('amazon-ssm-agent')]],
    [
      'the Azure agent collecting its logs',
      program('cmd.exe'),
      [program('collectguestlogs.exe'), program('waappagent.exe')],
    ],
    [
      'waagent looking at the network',
      program('ip'),
      [program('dash'), program('python3', 'python3 -u /usr/sbin/waagent -run-exthandlers')],
    ],
    [
      'the extension starting at boot',
      program('run-command-extension', 'run-command-extension enable'),
      [program('bash', 'bash /var/lib/waagent/Microsoft.CPlat.Core.RunCommandLinux-1.0.5/bin/run-command-shim enable')],
    ],
    ['guest configuration', program('powershell.exe'), [program('gc_worker.exe')]],
    [
      'PowerShell with another file',
      program('net.exe'),
      [program('powershell.exe', 'powershell -ExecutionPolicy Unrestricted -File myscript1.ps1')],
    ],
    [
      'a script without a number',
      program('net.exe'),
      [program('powershell.exe', 'powershell -ExecutionPolicy Unrestricted -File script.ps1')],
    ],
    [
      'a script with more behind the number',
      program('net.exe'),
      [program('powershell.exe', 'powershell -ExecutionPolicy Unrestricted -File script1.ps1.bak')],
    ],
    [
      'another execution policy',
      program('net.exe'),
      [program('powershell.exe', 'powershell -ExecutionPolicy Bypass -File script1.ps1')],
    ],
    [
      "a folder that only looks like the agent's",
      program('id'),
      [program('sh', `sh /tmp/${INSTANCE}/document/orchestration/${COMMAND}/_script.sh`)],
    ],
    ['nothing known', program(''), []],
  ])('leaves %s alone', (_name, own, parents) => {
    expect(run(own, ...parents)).toBeNull()
  })

  const WORKER = program('ssm-document-worker', `ssm-document-worker ${COMMAND}`)
  const step = (name: string) =>
    program('sh', `sh /var/lib/amazon/ssm/${INSTANCE}/document/orchestration/${COMMAND}/${name}/_script.sh`)

  it.each<[string, boolean, Program, readonly Program[]]>([
    ['inventory: lscpu', true, program('lscpu'), [WORKER]],
    ['inventory: dpkg-query', true, program('dpkg-query', 'dpkg-query -W'), [WORKER]],
    ['inventory: id', true, program('id'), [WORKER]],
    ['id in a script', false, program('id'), [program('sh', `sh ${LINUX}`), WORKER]],
    [
      'inventory in PowerShell',
      true,
      program('powershell.exe', 'powershell Get-WmiObject -Class Win32_QuickFixEngineering'),
      [program('ssm-document-worker.exe')],
    ],
    [
      'the same words in a script',
      false,
      program('powershell.exe', 'powershell Get-WmiObject Win32_Process'),
      [program('powershell.exe', `powershell -f ${WINDOWS}`)],
    ],
    [
      'other PowerShell below the worker',
      false,
      program('powershell.exe', 'powershell -c whoami'),
      [program('ssm-document-worker.exe')],
    ],
    ['the Inspector plug-in', true, program('inspectorssmplugin'), [step('invokeInspectorSsmPluginLinux')]],
    ['checks of Quick Setup', true, program('sh'), [step('checkProvisioningEligibility')]],
    [
      'a package being installed',
      true,
      program('rpm'),
      [program('sh', `sh /var/lib/amazon/ssm/${INSTANCE}/document/orchestration/${COMMAND}/install/_script.sh`)],
    ],
    ['a step whose name only contains install', false, program('rpm'), [step('reinstaller')]],
    ['the agent updating itself', true, program('sh'), [program('amazon-ssm-agent-updater'), WORKER]],
    ['the console of a Windows program', true, program('conhost.exe'), [program('runcommandextension.exe')]],
    ['inventory programs below an Azure command', false, program('lscpu'), [program('sh', `/bin/sh ${ACTION}`)]],
  ])('%s: background %s', (_name, background, own, parents) => {
    expect(run(own, ...parents)?.background).toBe(background)
  })

  it.each([
    ['agent folders without end', 'amazon-ssm-agent/x/y/'.repeat(4_000)],
    ['blanks without end', `powershell${' '.repeat(60_000)}-ExecutionPolicy`],
    ['PowerShell without end', 'powershell -ExecutionPolicy Unrestricted -File '.repeat(2_000)],
    ['words without end', `ssm-document-worker ${'a'.repeat(60_000)}`],
  ])('gives up on %s', (_name, commandLine) => {
    expect(run(program('x'), program('sh', commandLine))).toBeNull()
  })
})
