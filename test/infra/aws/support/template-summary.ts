import { rulesOf, type Json, type Rule } from './delivery'
import { resourcesOf } from './resolve-template'
import type { Template } from './synthesize'

/** One text of a template string that is broken into lines. */
export const flat = (parts: TemplateStringsArray): string => parts.join('').replaceAll(/\s+/g, ' ').trim()

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** An ARN or name without the partition, this account and Region (`::`), and what CloudFormation makes up. */
const short = (value: unknown): string =>
  String(value)
    .replaceAll('arn:aws:', '')
    .replaceAll(':eu-west-1:123456789012:', '::')
    .replace(/[0-9A-F]{8}-1A2B3C4D5E6F7/, '')

const nameOf = (value: unknown): string => String(value).replace('Runwarden-prod-', '')

/** As Object.fromEntries, but nothing may hide behind a name that stands twice. */
const byName = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> => {
  const named = Object.fromEntries(entries)
  if (Object.keys(named).length !== entries.length) throw new Error('two parts of the template have one name')
  return named
}

/**
 * Members that the summary of a statement or an alarm does not cover, so that one that is added shows up all the same.
 */
const others = (value: Json, covered: readonly string[]): readonly string[] =>
  Object.entries(value).flatMap(([key, of]) => (covered.includes(key) ? [] : [`${key} ${JSON.stringify(of)}`]))

const principals = (value: unknown): readonly string[] => {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : Object.values(value as Json).flatMap((of) => list(of).map(short))
}

const conditions = (value: unknown): readonly string[] =>
  Object.entries((value ?? {}) as Readonly<Record<string, Json>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, of]) => `if ${operator} ${key} ${list(of).map(short).join(' ')}`),
  )

const STATEMENT = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']

const statementText = (statement: Json): string => {
  const { Effect, Principal, Action, Resource, Condition } = statement
  return [
    String(Effect),
    ...principals(Principal),
    ...list(Action).map(String),
    ...(Resource === undefined ? [] : ['on', ...list(Resource).map(short)]),
    ...conditions(Condition),
    ...others(statement, STATEMENT),
  ].join(' ')
}

/** A permission to call a function, as the statement that Lambda makes of it. */
const asStatement = ({ FunctionName, SourceArn, SourceAccount, ...rest }: Json): Json => ({
  Effect: 'Allow',
  Resource: FunctionName,
  Condition: { ArnLike: { 'aws:SourceArn': SourceArn }, StringEquals: { 'aws:SourceAccount': SourceAccount } },
  ...rest,
})

const DOCUMENTS = ['PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy'] as const

/** Every statement of every policy of a resolved template, by the logical id of what holds it. */
export const statementsOf = (template: Template): Readonly<Record<string, readonly string[]>> =>
  byName(
    Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
      const statements = [
        ...DOCUMENTS.flatMap((name) => list((Properties[name] as Json | undefined)?.['Statement'] ?? [])),
        ...(Type === 'AWS::Events::EventBusPolicy' ? [Properties['Statement']] : []),
        ...(Type === 'AWS::Lambda::Permission' ? [asStatement(Properties)] : []),
      ]
      const texts = statements.map((one) => statementText(one as Json))
      return texts.length === 0 ? [] : [[id.replace(/[0-9A-F]{8}$/, ''), texts] as const]
    }),
  )

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
}

interface Metric {
  readonly Namespace: string
  readonly MetricName: string
  readonly Dimensions: readonly { readonly Value: string }[]
}

const metricText = ({ Namespace, MetricName, Dimensions }: Metric, statistic: unknown, period: unknown): string => {
  const things = Dimensions.map(({ Value }) => short(Value)).join(' ')
  return `${String(statistic)} of ${Namespace} ${MetricName} of ${things} in ${String(period)} s`
}

const mathText = (parts: readonly Json[]): string =>
  parts
    .map(({ Expression, MetricStat }) => {
      if (MetricStat === undefined) return `${String(Expression)}:`
      const { Metric, Stat, Period } = MetricStat as { readonly Metric: Metric } & Json
      return metricText(Metric, Stat, Period)
    })
    .join(' + ')
    .replace(': +', ':')

const ALARM =
  `AlarmActions AlarmDescription AlarmName ComparisonOperator Dimensions EvaluationPeriods MetricName Metrics Namespace
  OKActions Period Statistic Tags Threshold TreatMissingData`.split(/\s+/)

const alarmText = (alarm: Json): string => {
  const { Metrics, Statistic, Period, ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData } = alarm
  return [
    Metrics === undefined
      ? metricText(alarm as unknown as Metric, Statistic, Period)
      : mathText(Metrics as readonly Json[]),
    OPERATORS[String(ComparisonOperator)] ?? String(ComparisonOperator),
    `${String(Threshold)}, ${String(EvaluationPeriods)} x, ${String(TreatMissingData)}`,
    ...others(alarm, ALARM),
  ].join(' ')
}

/** Every alarm of a resolved template by name: what it measures, when it fires, and what missing data means. */
export const alarmSummaries = (template: Template): Readonly<Record<string, string>> =>
  byName(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties: alarm }]) => [
      nameOf(alarm['AlarmName']),
      alarmText(alarm),
    ]),
  )

/** A rule by its bus, state and targets, and its pattern. */
export type RuleSummary = readonly [way: string, pattern: Json | null]

const wayOf = ({ bus, state, targets }: Rule): string =>
  [nameOf(bus), state, ...targets.map(({ Arn }) => short(Arn))].join(' ')

/** Every rule of a resolved template by name. */
export const ruleSummaries = (template: Template): Readonly<Record<string, RuleSummary>> =>
  byName(rulesOf(template).map((rule) => [nameOf(rule.name), [wayOf(rule), rule.pattern]]))
