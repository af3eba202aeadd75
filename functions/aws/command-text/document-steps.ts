import { parseJson } from '../../../shared/model/parse-json'
import { asObject, asTexts, type JsonObject } from '../../../shared/providers/json'

/** Keys, in lower case, under which the steps of a document hold what runs, in all schema versions. */
const SCRIPT_KEYS: ReadonlySet<string> = new Set([
  'runcommand',
  'commands',
  'command',
  'script',
  'commandline',
  'sourceinfo',
  'documentpath',
  'inputpayload',
])

/** What a document runs, and the documents that it runs in turn. */
export interface DocumentSteps {
  readonly text: string
  readonly runs: readonly string[]
}

/**
 * What the steps of a document run, one piece a line: `mainSteps[].inputs` of schema 2.x and of automation
 * runbooks, `runtimeConfig` of 1.2, and the defaults of its parameters, which a step may run without anybody
 * giving a value (https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html).
 * What is no JSON is returned as it is.
 */
export const documentSteps = (content: string): DocumentSteps => {
  const document = asObject(parseJson(content))
  if (document === null) return { text: content, runs: [] }
  const { parameters, ...steps } = document
  const text = [...scriptsIn(steps, false), ...defaultsOf(parameters)].join('\n')
  return { text: text === '' ? content : text, runs: [...new Set(documentsRunBy(steps))] }
}

const scriptsIn = (value: unknown, wanted: boolean): readonly string[] => {
  if (typeof value === 'string') return wanted ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => scriptsIn(item, wanted))
  return Object.entries(asObject(value) ?? {}).flatMap(([key, member]) =>
    scriptsIn(member, wanted || SCRIPT_KEYS.has(key.toLowerCase())),
  )
}

const defaultsOf = (parameters: unknown): readonly string[] =>
  Object.values(asObject(parameters) ?? {}).flatMap((parameter) => scriptsIn(asObject(parameter)?.['default'], true))

/**
 * `aws:runDocument` names a document by name or ARN
 * (docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html#aws-runDocument).
 */
const documentsRunBy = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(documentsRunBy)
  const fields = asObject(value)
  if (fields === null) return []
  const own = fields['action'] === 'aws:runDocument' ? pathIn(asObject(fields['inputs'])) : []
  return [...own, ...Object.values(fields).flatMap(documentsRunBy)]
}

const pathIn = (inputs: JsonObject | null): readonly string[] =>
  inputs?.['documentType'] === 'SSMDocument' ? literals(inputs['documentPath']) : []

/** The document that the parameters of `AWS-RunDocument` name, when it is one of Systems Manager. */
export const documentNamedBy = (parameters: unknown): readonly string[] => {
  const { sourceType, sourceInfo } = asObject(parameters) ?? {}
  if (!asTexts(sourceType).includes('SSMDocument')) return []
  return asTexts(sourceInfo).flatMap((info) => literals(asObject(parseJson(info))?.['name'] ?? info))
}

/** A path that is filled in from a parameter names nothing. */
const literals = (value: unknown): readonly string[] => asTexts(value).filter((text) => !text.includes('{{'))
