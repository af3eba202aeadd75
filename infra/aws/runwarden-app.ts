import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PermissionsBoundary, Tags, Validations, type App, type Environment } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import type { SettingProblem } from '../../shared/config/load'
import { ContextError } from './context/context-error'
import { readContext, type Deployment } from './context/read-context'
import { DetectorStack } from './detector-stack'
import { ForwarderStack } from './forwarder-stack'
import { MemberStack } from './member-stack'
import { names } from './names'

const bundleProblems = (bundleFolder: string): readonly SettingProblem[] => {
  const file = join(bundleFolder, 'index.js')
  return existsSync(file)
    ? []
    : [{ name: file, got: 'no such file', expected: 'the built function', doThis: 'run npm run build first' }]
}

const environmentOf = ({ account, region }: Deployment): Environment => ({
  ...(account === null ? {} : { account }),
  ...(region === null ? {} : { region }),
})

/**
 * Adds the stacks that the app's context asks for: the detector, and the templates that other Regions and accounts are
 * given. Throws a ContextError with every problem at once before anything is added.
 */
export const addRunwarden = (app: App, bundleFolder: string): void => {
  const { deployment, problems } = readContext(app.node.getAllContext() as Readonly<Record<string, unknown>>)
  const all = [...problems, ...bundleProblems(bundleFolder)]
  if (all.length > 0) throw new ContextError(all, deployment.notices)
  const { prefix } = names(deployment.stage)
  const bounded =
    deployment.permissionsBoundary === null
      ? {}
      : { permissionsBoundary: PermissionsBoundary.fromName(deployment.permissionsBoundary) }

  new DetectorStack(app, 'detector', {
    stackName: prefix,
    description: 'Runwarden: alerts on commands pushed into machines (MITRE ATT&CK T1651)',
    env: environmentOf(deployment),
    deployment,
    bundleFolder,
    ...bounded,
  })
  new ForwarderStack(app, 'forwarder', {
    stackName: `${prefix}-forwarder`,
    description: 'Runwarden: sends events of this Region to the central bus',
    deployment,
    kind: 'forwarder',
    ...bounded,
  })
  // China has no event targets in other Regions: there a detector stands in each (ADR 8).
  if (deployment.partition !== 'aws-cn') {
    new ForwarderStack(app, 'global', {
      stackName: `${prefix}-global`,
      description: 'Runwarden: sends IAM and STS events of the global Region to the central bus',
      deployment,
      kind: 'global',
      ...bounded,
    })
  }
  if (deployment.memberRoleName !== null) {
    new MemberStack(app, 'member', {
      stackName: `${prefix}-member`,
      description: 'Runwarden: read-only role for command text',
      roleName: deployment.memberRoleName,
      ...bounded,
    })
  }
  for (const [key, value] of Object.entries({ Project: 'Runwarden', Stage: deployment.stage, ...deployment.tags }))
    Tags.of(app).add(key, value)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
}
