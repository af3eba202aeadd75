import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Normalized } from '../../shared/model/normalized'
import { awsProvider } from '../../shared/providers/aws'

/** A folder of public records that is not part of the repository. */
const corpus = process.env['RUNWARDEN_CORPUS'] ?? join(__dirname, '../../../shared/corpus')

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  )

const normalized = (folder: string): readonly Normalized[] =>
  filesOf(join(corpus, folder))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (awsProvider.unwrap(JSON.parse(readFileSync(file, 'utf8'))) ?? []).map(awsProvider.normalize))

const counts = (results: readonly Normalized[]): Readonly<Record<string, number>> => {
  const found: Record<string, number> = {}
  for (const result of results) {
    const name =
      result.kind === 'activity'
        ? result.activity.operation
        : result.kind === 'step'
          ? `step ${result.step.operation}`
          : result.kind
    found[name] = (found[name] ?? 0) + 1
  }
  return found
}

if (existsSync(join(corpus, 'cloudtrail'))) {
  describe('public CloudTrail records', () => {
    it('are recognised one by one', () => {
      expect(counts(normalized('cloudtrail'))).toEqual({
        'ssm:SendCommand': 1,
        'ssm:GetCommandInvocation': 4,
        'ssm:DescribeInstanceInformation': 74,
        'ssm:StartSession': 3,
        'ssm:TerminateSession': 3,
        'ec2-instance-connect:SendSSHPublicKey': 3,
        'ec2-instance-connect:SendSerialConsoleSSHPublicKey': 3,
        'ec2:EnableSerialConsoleAccess': 1,
        'ec2:ModifyInstanceAttribute': 1,
        'cloudtrail:StopLogging': 1,
        'step ec2:StopInstances': 1,
        'step ec2:StartInstances': 1,
        ignored: 32,
      })
    })

    it('name their callers even where an anonymiser broke the ARN', () => {
      const callers = normalized('cloudtrail').flatMap((result) =>
        result.kind === 'activity' && result.activity.operation === 'ec2:EnableSerialConsoleAccess'
          ? [result.activity.actor]
          : [],
      )
      expect(callers).toMatchObject([
        { kind: 'sso-user', key: expect.stringMatching(/^aws:\d{12}:sso\/account-admin\/[^/]+@gmail\.com$/) },
      ])
    })
  })

  describe('public EventBridge events of other operations', () => {
    it('are all ignored, each with a reason', () => {
      const results = normalized('eventbridge')
      expect(results).toHaveLength(12)
      expect(results.every((result) => result.kind === 'ignored' && result.reason !== '' && result.at !== null)).toBe(
        true,
      )
    })
  })
} else {
  it('has no folder of public records to read (set RUNWARDEN_CORPUS to one)', () => {
    expect(existsSync(join(corpus, 'cloudtrail'))).toBe(false)
  })
}
