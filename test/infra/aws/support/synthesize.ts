import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addRunwarden } from '../../../../infra/aws/runwarden-app'

/** A template as CloudFormation takes it. */
export interface Template {
  readonly Description?: string
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Description: string }>>
}

export interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
  readonly DeletionPolicy?: string
  readonly DependsOn?: readonly string[]
}

// The policy checks read a property that the library has deprecated; nothing here can change that.
process.env['JSII_DEPRECATED'] = 'quiet'

const repository = resolve(__dirname, '../../../..')

/** Context of `cdk.json`, which decides how the library behaves. */
const ownContext = (
  JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')) as {
    readonly context: Readonly<Record<string, unknown>>
  }
).context

/** Uses the app as `cdk synth -c ...` makes it, with a stand-in for the built function. */
export const withApp = <T>(
  context: Readonly<Record<string, unknown>>,
  use: (app: App) => T,
  { validate = false }: { readonly validate?: boolean } = {},
): T => {
  const folder = mkdtempSync(join(tmpdir(), 'runwarden-synth-'))
  try {
    const bundleFolder = join(folder, 'bundle')
    mkdirSync(bundleFolder)
    writeFileSync(join(bundleFolder, 'index.js'), 'exports.handler = async () => undefined\n')
    const app = new App({
      analyticsReporting: false,
      outdir: join(folder, 'out'),
      builtinCloudFormationValidation: validate,
      context: { ...ownContext, ...context },
    })
    addRunwarden(app, bundleFolder)
    return use(app)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Templates by stack. Throws what synth throws, findings of the policy checks among them. */
export const synthesize = (
  context: Readonly<Record<string, unknown>>,
  options: { readonly validate?: boolean } = {},
): Readonly<Record<string, Template>> =>
  withApp(
    context,
    (app) => Object.fromEntries(app.synth().stacks.map(({ id, template }) => [id, template as Template])),
    options,
  )
