type Json = Readonly<Record<string, unknown>>

export interface StartedProcess {
  readonly host: string
  readonly executable: string
  readonly commandLine: string
  /** Whole command line of the parent; its first word is its executable. */
  readonly parent: string
  readonly cloud: 'aws' | 'azure'
  /** EC2 instance id. */
  readonly instance?: string
}

const nameOf = (executable: string): string => executable.split(/[/\\]/).at(-1) ?? ''

/** A process start in the Elastic Common Schema, as Elastic Defend writes it. */
export const processStart = (
  at: string,
  id: string,
  { host, executable, commandLine, parent, cloud, instance }: StartedProcess,
): Json => {
  const parentExecutable = /^"([^"]+)"/.exec(parent)?.[1] ?? parent.split(' ')[0] ?? ''
  return {
    '@timestamp': at,
    ecs: { version: '8.10.0' },
    event: { id, category: ['process'], type: ['start'], action: 'exec', kind: 'event' },
    process: {
      name: nameOf(executable),
      executable,
      command_line: commandLine,
      entity_id: `${id}/1`,
      parent: {
        name: nameOf(parentExecutable),
        executable: parentExecutable,
        command_line: parent,
        entity_id: `${id}/0`,
      },
    },
    host: { name: host },
    cloud: { provider: cloud, ...(instance === undefined ? {} : { instance: { id: instance } }) },
  }
}

/** Command line of the script that Systems Manager runs for a command. */
export const ssmScript = (instance: string, commandId: string): string =>
  `sh /var/lib/amazon/ssm/${instance}/document/orchestration/${commandId}` +
  '/awsrunShellScript/0.awsrunShellScript/_script.sh'

/** Command line of the script that Azure's run command agent starts on Windows. */
export const runCommandScript = (number: number): string =>
  `powershell  -ExecutionPolicy Unrestricted -File script${number}.ps1`
