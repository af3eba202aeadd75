import { resourcesOf } from './resolve-template'
import type { Template } from './synthesize'

/** One statement of a role's own policy. */
export interface RoleStatement {
  readonly role: string
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)])

/** Statements of all policies that belong to roles, of a resolved template. */
export const roleStatements = (template: Template): readonly RoleStatement[] =>
  resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) => {
    const statements = (
      Properties['PolicyDocument'] as { readonly Statement: readonly Readonly<Record<string, unknown>>[] }
    ).Statement
    return statements.map((statement) => ({
      role: list(Properties['Roles']).join(),
      actions: list(statement['Action']),
      resources: list(statement['Resource']),
    }))
  })

/** What a role may do, as a map from resource to actions. */
export const grantsOf = (template: Template, role: string): Readonly<Record<string, readonly string[]>> => {
  const grants: Record<string, string[]> = {}
  for (const { role: of, resources, actions } of roleStatements(template))
    if (of === role)
      for (const resource of resources) grants[resource] = [...(grants[resource] ?? []), ...actions].toSorted()
  return grants
}
