import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ActivityLine } from '../../shared/render/activity-line'
import { runwarden } from '../support/command-line'

/** A folder of public records that is not part of the repository. */
const corpus = process.env['RUNWARDEN_CORPUS'] ?? resolve(__dirname, '../../../shared/corpus')

const jsonFiles = (folder: string): readonly string[] =>
  readdirSync(join(corpus, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(corpus, folder, file))

const scan = (files: readonly string[], emit: 'alerts' | 'activities') =>
  runwarden(['scan', '--emit', emit, '--format', 'json', ...files], { RUNWARDEN_LEARNING_DAYS: '0' })

/** Operations that the attacks in the corpus consist of, with how often each must be listed with a finding. */
const ATTACKS: Readonly<Record<string, number>> = {
  'ssm:SendCommand': 1,
  'ssm:StartSession': 3,
  'ec2-instance-connect:SendSSHPublicKey': 3,
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey': 3,
  'ec2:ModifyInstanceAttribute': 1,
  'microsoft.compute/virtualmachines/runcommand/action': 1,
}

if (existsSync(corpus)) {
  describe('a scan of public records without learning', () => {
    it('lists every attack with a finding, and nothing else above low', async () => {
      const { code, stdout } = await scan([...jsonFiles('cloudtrail'), ...jsonFiles('azure')], 'activities')
      const { activities } = JSON.parse(stdout) as { readonly activities: readonly ActivityLine[] }
      const found: Record<string, number> = {}
      for (const { operation, findings } of activities)
        if (findings.length > 0) found[operation] = (found[operation] ?? 0) + 1
      expect(code).toBe(0)
      expect(found).toMatchObject(ATTACKS)
      const others = activities.filter(({ operation }) => !(operation in ATTACKS))
      expect(others.length).toBeGreaterThan(0)
      expect(
        others
          .flatMap(({ findings }) => findings)
          .filter(({ severity }) => severity !== 'informational' && severity !== 'low'),
      ).toEqual([])
    })

    it('names the stop that came before the user data', async () => {
      const { stdout } = await scan(jsonFiles('cloudtrail'), 'alerts')
      expect(stdout).toMatch(/was stopped/)
    })

    it('ignores events of other operations, each with a reason', async () => {
      const files = jsonFiles('eventbridge')
      const { code, stdout } = await scan(files, 'activities')
      const { summary, activities } = JSON.parse(stdout) as {
        readonly summary: { readonly records: number; readonly ignored: Readonly<Record<string, number>> }
        readonly activities: readonly unknown[]
      }
      expect([code, activities, summary.records]).toEqual([0, [], files.length])
      expect(Object.values(summary.ignored).reduce((sum, count) => sum + count, 0)).toBe(files.length)
      expect(Object.keys(summary.ignored)).not.toContain('')
    })
  })
} else {
  it('has no folder of public records to scan (set RUNWARDEN_CORPUS to one)', () => {
    expect(existsSync(corpus)).toBe(false)
  })
}
