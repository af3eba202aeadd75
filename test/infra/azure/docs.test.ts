import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sourceFiles } from '../../boundaries/source-file'
import { AZURE, compiled } from './snapshots'

const REPOSITORY = join(AZURE, '..', '..')
const page = readFileSync(join(REPOSITORY, 'docs', 'guide', 'deploy-azure.md'), 'utf8')

const parameters = [
  ...readFileSync(join(AZURE, 'main.bicepparam'), 'utf8').matchAll(/readEnvironmentVariable\('(\w+)'/g),
].map(([, name]) => name ?? '')
const outputs = Object.keys(compiled('azuredeploy.json').outputs ?? {})
const hooks = sourceFiles('infra/azure/hooks').flatMap(({ names, texts }) =>
  [...names, ...texts].flatMap((text) => text.match(/\b(?:AZURE|RUNWARDEN)_[A-Z_]+/g) ?? []),
)

/** What a person chooses on a machine of their own, or what is given to AWS and to the smoke test. */
const OTHERS = ['RUNWARDEN_SENDER_SECRET']

describe('docs/guide/deploy-azure.md', () => {
  it('names every variable of the deployment', () => {
    expect(parameters.length).toBeGreaterThan(10)
    expect(parameters.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('names none that is not there', () => {
    const named = [...new Set([...page.matchAll(/\b(?:AZURE|RUNWARDEN)_[A-Z_]+/g)].map(([name]) => name))]
    expect(named.filter((name) => ![...parameters, ...outputs, ...hooks, ...OTHERS].includes(name))).toEqual([])
  })

  it('asks azd for what the deployment gives', () => {
    const asked = [...page.matchAll(/azd env get-value (\w+)/g)].map(([, name]) => name ?? '')
    expect(asked.length).toBeGreaterThan(4)
    expect(asked.filter((name) => !outputs.includes(name) && !hooks.includes(name))).toEqual([])
  })

  it('passes the management group the parameters that it takes', () => {
    const command = /az deployment mg create[\s\S]*?\n(?!  )/.exec(page)?.[0] ?? ''
    const given = [...command.matchAll(/ (\w+)=/g)].map(([, name]) => name)
    const required = Object.entries(compiled('management-group.json').parameters).flatMap(([name, { defaultValue }]) =>
      defaultValue === undefined ? [name] : [],
    )
    expect(new Set(given)).toEqual(new Set(required))
  })

  it('runs scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>
    }
    const run = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
    expect(run.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})
