import { scopeKind } from './check-resources'
import { checkValue } from './check-value'
import { paramsType } from './declared-type'
import type { Report } from './finding'
import { isRemote, type Model } from './model'
import { OBJECT, STRING, requiredProperty, type Type } from './type'
import { propertyOf } from './walk'

/** Reports modules whose file is missing, whose parameters do not fit it, or which deploy where the file cannot. */
export function checkModules(model: Model, report: Report): void {
  for (const { name, pathAt, path, body } of model.modules) {
    if (isRemote(path)) continue
    const opened = model.open(path)
    if (opened.kind === 'missing') report(pathAt, 'BCP091', `file "${path}" does not exist`)
    if (opened.kind !== 'model') continue
    const target = opened.model

    checkValue(
      model,
      body.object,
      moduleBody(target),
      { property: name, own: true, top: { extra: ['dependsOn', 'scope'], optional: false } },
      report,
    )
    const given = propertyOf(body.object, 'scope')
    const kind = given ? scopeKind(model, given) : model.scope
    if (kind !== undefined && kind !== target.scope)
      report(given?.at ?? pathAt, 'BCP134', `"${path}" deploys to ${target.scope}, the module to ${kind}`)
  }
}

function moduleBody(target: Model): Type {
  const params = paramsType(target)
  const needsParams = [...params.properties.values()].some(({ required }) => required)
  return {
    kind: 'object',
    name: 'module',
    own: true,
    properties: new Map([
      ['name', { ...requiredProperty(() => STRING), required: false }],
      ['params', { ...requiredProperty(() => params), required: needsParams }],
      ['identity', { ...requiredProperty(() => OBJECT), required: false }],
    ]),
  }
}
