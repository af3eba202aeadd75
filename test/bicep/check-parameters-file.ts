import { checkValue } from './check-value'
import { isRequired, parameterType } from './declared-type'
import type { Report } from './finding'
import type { Model } from './model'

const TOP = { line: 1, column: 1 }

/** Reports a parameters file that names no template, or whose assignments do not fit the template's parameters. */
export function checkParametersFile(model: Model, report: Report): void {
  const using = model.file.declarations.find((declaration) => declaration.kind === 'using')
  if (using === undefined) return report(TOP, 'BCP261', 'no "using" says which template the parameters are for')
  const opened = model.open(using.path)
  if (opened.kind === 'missing') report(using.at, 'BCP091', `file "${using.path}" does not exist`)
  if (opened.kind !== 'model') return

  const template = opened.model
  const assignments = model.file.declarations.filter((declaration) => declaration.kind === 'assignment')
  for (const { name, at, value } of assignments) {
    const parameter = template.parameters.find((declared) => declared.name === name)
    if (parameter === undefined) report(at, 'BCP259', `"${using.path}" has no parameter "${name}"`)
    else checkValue(model, value, parameterType(template, parameter), { property: undefined, own: true }, report)
  }
  const missing = template.parameters.filter(
    (parameter) => isRequired(parameter) && !assignments.some(({ name }) => name === parameter.name),
  )
  if (missing.length > 0)
    report(using.at, 'BCP258', `no value for ${missing.map(({ name }) => `"${name}"`).join(', ')}`)
}
