import type { Resource, Template } from './synthesize'

/** Where a template is deployed, and what its parameters are given. */
export interface Deployed {
  readonly account: string
  readonly region: string
  readonly partition: string
  readonly parameters: Readonly<Record<string, string>>
}

const issuerOf = ({ Properties }: Resource): string => String(Properties['Url']).replace('https://', '')

export const HERE: Deployed = { account: '123456789012', region: 'eu-west-1', partition: 'aws', parameters: {} }

type Json = Readonly<Record<string, unknown>>

/** The value that CloudFormation would put for each reference of a template, with names such as it makes them. */
export const resolveTemplate = (template: Template, deployed: Deployed = HERE): Template => {
  const { account, region, partition, parameters } = deployed
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    ...parameters,
  }

  const nameOf = (id: string, { Properties }: Resource): string => {
    const named = ['TopicName', 'FunctionName', 'RoleName', 'AlarmName', 'Name']
      .map((key) => Properties[key])
      .find((value) => value !== undefined)
    return named === undefined ? `Runwarden-prod-${id}-1A2B3C4D5E6F7` : String(resolve(named))
  }
  const arnOf = (id: string, resource: Resource): string => {
    const name = nameOf(id, resource)
    const at = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${account}:${rest}`
    switch (resource.Type) {
      case 'AWS::SNS::Topic':
        return at('sns', name)
      case 'AWS::SQS::Queue':
        return at('sqs', name)
      case 'AWS::Lambda::Function':
        return at('lambda', `function:${name}`)
      case 'AWS::DynamoDB::Table':
        return at('dynamodb', `table/${name}`)
      case 'AWS::Events::EventBus':
        return at('events', `event-bus/${name}`)
      case 'AWS::KMS::Key':
        return at('kms', 'key/00000000-0000-0000-0000-000000000001')
      case 'AWS::Logs::LogGroup':
        return at('logs', `log-group:${name}:*`)
      case 'AWS::CloudWatch::Alarm':
        return at('cloudwatch', `alarm:${name}`)
      case 'AWS::IAM::Role':
        return `arn:${partition}:iam::${account}:role/${name}`
      case 'AWS::IAM::OIDCProvider':
        return `arn:${partition}:iam::${account}:oidc-provider/${issuerOf(resource)}`
      default:
        throw new Error(`no ARN known for ${id} of type ${resource.Type}`)
    }
  }
  const reference = (id: string): string => {
    const value = pseudo[id]
    if (value !== undefined) return value
    const resource = template.Resources[id]
    if (resource === undefined) throw new Error(`reference to ${id}, which is neither a resource nor a known parameter`)
    if (resource.Type === 'AWS::SQS::Queue')
      return `https://sqs.${region}.amazonaws.com/${account}/${nameOf(id, resource)}`
    if (resource.Type === 'AWS::KMS::Key') return '00000000-0000-0000-0000-000000000001'
    return resource.Type === 'AWS::SNS::Topic' || resource.Type === 'AWS::IAM::OIDCProvider'
      ? arnOf(id, resource)
      : nameOf(id, resource)
  }
  const attribute = (id: string, name: string): string => {
    const resource = template.Resources[id]
    if (resource === undefined) throw new Error(`attribute of ${id}, which is no resource`)
    if (name === 'Arn') return arnOf(id, resource)
    if (name === 'StreamArn') return `${arnOf(id, resource)}/stream/2026-01-10T03:14:00.123`
    return nameOf(id, resource)
  }
  const FUNCTIONS: Readonly<Record<string, (argument: never) => unknown>> = {
    Ref: (id: string) => reference(id),
    'Fn::GetAtt': ([id, name]: readonly [string, string]) => attribute(id, name),
    'Fn::Join': ([separator, parts]: readonly [string, unknown]) =>
      (resolve(parts) as readonly string[]).join(separator),
    'Fn::Split': ([separator, text]: readonly [string, unknown]) => String(resolve(text)).split(separator),
    'Fn::Select': ([index, list]: readonly [number, unknown]) => (resolve(list) as readonly unknown[])[index],
    'Fn::Sub': (text: string) => text.replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => reference(id)),
  }
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [key, argument] = entries[0] ?? []
    const evaluate = entries.length === 1 && key !== undefined ? FUNCTIONS[key] : undefined
    return evaluate === undefined
      ? Object.fromEntries(entries.map(([name, part]) => [name, resolve(part)]))
      : evaluate(argument as never)
  }
  return {
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources).map(([id, resource]) => [
        id,
        { ...resource, Properties: resolve(resource.Properties ?? {}) as Json },
      ]),
    ),
    Outputs: Object.fromEntries(
      Object.entries(template.Outputs ?? {}).map(([id, output]) => [id, { ...output, Value: resolve(output.Value) }]),
    ),
  }
}

/** Resources of one type, by logical id. */
export const resourcesOf = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type)
