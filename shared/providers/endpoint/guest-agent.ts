import type { GuestProcess } from '../../model/activity'
import { expression } from '../expression'
import type { ProcessStart, Program } from './process-event'

type GuestAgent = GuestProcess['agent']

/** The guest agent whose script runner stands above a program, and what its paths show. */
export interface AgentRun {
  readonly agent: GuestAgent
  readonly commandId: string | null
  /** AWS instance id from the path. */
  readonly instanceId: string | null
  /** The agent's own ordinary work, not somebody's script. */
  readonly background: boolean
}

interface Runner {
  readonly agent: GuestAgent
  /** Programs that do nothing but run scripts for the agent. */
  readonly programs: ReadonlySet<string>
  /** Where the agent puts the scripts it runs. */
  readonly scripts: RegExp
}

/**
 * `.../amazon/ssm/<instance>/document/orchestration/<command>/<step>/_script.sh`, the same below InstanceData on
 * Windows and below the snap's folder. State Manager uses the same folder with an association's id (record-formats
 * 4.1). Repetitions are bounded, so that hostile command lines cost linear time.
 */
const ORCHESTRATION = expression(
  /(?:amazon[/\\]ssm|amazon-ssm-agent)(?:[/\\][^/\\\s]{1,64}){0,3}[/\\](m?i-[0-9a-z]{6,32})/,
  /[/\\]document[/\\]orchestration[/\\]([0-9a-z-]{36})(?![0-9a-z-])/,
)

const DOCUMENT_WORKER_ARGUMENT = /ssm-document-worker(?:\.exe)?"?\s{1,8}"?([0-9a-z-]{36})(?![0-9a-z-])/i

/** The action form on Windows, with two blanks in real logs and any number in the file name (record-formats 4.2). */
const NUMBERED_SCRIPT =
  /powershell(?:\.exe)?"?\s{1,8}-ExecutionPolicy\s{1,8}Unrestricted\s{1,8}-File\s{1,8}"?script\d{1,9}\.ps1(?![\w.])/i

const RUNNERS: readonly Runner[] = [
  { agent: 'ssm', programs: new Set(['ssm-document-worker', 'ssm-document-worker.exe']), scripts: ORCHESTRATION },
  {
    agent: 'azure-run-command',
    programs: new Set([
      'runcommandextension.exe',
      'run-command-extension',
      'run-command-handler',
      'immediate-run-command-handler',
    ]),
    scripts: expression(
      /[/\\]waagent[/\\]run-command(?:-handler(?:-runas)?)?[/\\]download[/\\]|/,
      /\\Microsoft\.CPlat\.Core\.RunCommand(?:Handler)?Windows\\[\d.]{1,24}\\Downloads\\/,
    ),
  },
  {
    agent: 'azure-extension',
    programs: new Set(['customscripthandler.exe', 'custom-script-extension']),
    scripts: expression(
      /[/\\]waagent[/\\]custom-script[/\\]download[/\\]|/,
      /\\Microsoft\.Compute\.CustomScriptExtension\\[\d.]{1,24}\\Downloads\\/,
    ),
  },
  {
    agent: 'azure-other',
    programs: new Set(['orchestrator.sandbox.exe']),
    scripts: /HybridWorkerFor(?:Windows|Linux)[\\/-]/i,
  },
]

/**
 * The agent's run that a program belongs to; null when nothing above it is a script runner. An event that names no
 * parents at all (auditd) is judged by its own command line: the script's path is then the only witness.
 */
export const agentRunOf = ({ program, parents }: ProcessStart): AgentRun | null => {
  const agent = parents.length > 0 ? firstAgent(parents, isRunner) : firstAgent([program], runsScript)
  if (agent === null) return null
  const lines = [program, ...parents].map(({ commandLine }) => commandLine)
  const orchestrated = lines.map((line) => ORCHESTRATION.exec(line)).find((match) => match !== null) ?? null
  const argument = lines.map((line) => DOCUMENT_WORKER_ARGUMENT.exec(line)).find((match) => match !== null) ?? null
  return {
    agent,
    commandId: (orchestrated?.[2] ?? argument?.[1])?.toLowerCase() ?? null,
    instanceId: orchestrated?.[1]?.toLowerCase() ?? null,
    background: isBackground(agent, program, parents, orchestrated !== null),
  }
}

type Test = (runner: Runner, program: Program) => boolean

const firstAgent = (programs: readonly Program[], test: Test): GuestAgent | null => {
  for (const program of programs) for (const runner of RUNNERS) if (test(runner, program)) return runner.agent
  return null
}

/** Reading or editing an agent's script is not running it. */
const INTERPRETER = /^(?:sh|bash|dash|ash|ksh|zsh|sudo|cmd|powershell|pwsh|python[\d.]*|perl|ruby)(?:\.exe)?$/

const runsScript: Test = ({ agent, scripts }, { name, executable, commandLine }) => {
  if (scripts.test(executable)) return true
  return (
    INTERPRETER.test(name) &&
    (scripts.test(commandLine) || (agent === 'azure-run-command' && NUMBERED_SCRIPT.test(commandLine)))
  )
}

const isRunner: Test = (runner, program) => runner.programs.has(program.name) || runsScript(runner, program)

/**
 * Steps of documents that AWS runs by itself, and of packages it installs, by their
 * folder's name (detection-landscape 4).
 */
const AWS_OWN_STEPS = expression(
  /[/\\](?:invokeInspectorSsmPluginLinux|checkExclusionPreference|createUpdateFolder)[/\\]|/,
  /[/\\]checkProvisioningEligibility[/\\]|[/\\](?:un)?install[/\\]_script\.(?:sh|ps1)/,
)

/** Programs that the document worker starts without a script, for its inventory (record-formats 4.3). */
const INVENTORY_PROGRAMS: ReadonlySet<string> = new Set([
  'lscpu',
  'rpm',
  'dpkg-query',
  'snap',
  'id',
  'winpty-agent.exe',
])

const INVENTORY_POWERSHELL =
  /Convert-GuidToCompressedGuid|\$str\.Substring\(\$str\.length|Get-WmiObject|\$wmi_proc|Win32_QuickFixEngineering/i

const UPDATER = /^amazon-ssm-agent-updater/

const isBackground = (
  agent: GuestAgent,
  program: Program,
  parents: readonly Program[],
  orchestrated: boolean,
): boolean => {
  // Windows gives every console program one.
  if (program.name === 'conhost.exe') return true
  if (agent !== 'ssm') return false
  const family = [program, ...parents]
  if (family.some(({ name, commandLine }) => UPDATER.test(name) || AWS_OWN_STEPS.test(commandLine))) return true
  return (
    !orchestrated &&
    (INVENTORY_PROGRAMS.has(program.name) ||
      (/^(?:powershell|pwsh)(?:\.exe)?$/.test(program.name) && INVENTORY_POWERSHELL.test(program.commandLine)))
  )
}
