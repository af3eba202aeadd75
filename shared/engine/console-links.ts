import type { Activity } from '../model/activity'
import type { AlertLink } from '../model/alert'

/** Console host of a Region's partition (https://docs.aws.amazon.com/general/latest/gr/aws-arns.html). */
const consoleHost = (region: string): string =>
  region.startsWith('us-gov-')
    ? 'console.amazonaws-us-gov.com'
    : region.startsWith('cn-')
      ? 'console.amazonaws.cn'
      : `${region}.console.aws.amazon.com`

const AWS_REGION = /^[a-z]{2}(-[a-z]+)+-\d$/

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Half a character, as a text that was cut in the middle of one ends with, cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

const encodedPath = (path: string): string => encodeURI(path.toWellFormed())

const awsLinks = ({ id, scope, commandId, targets }: Activity): readonly AlertLink[] => {
  const { region } = scope
  if (region === null || !AWS_REGION.test(region)) return []
  const host = `https://${consoleHost(region)}`
  // The id is CloudTrail's own event id, unless only Systems Manager's events were seen.
  const event = EVENT_ID.test(id) ? id : undefined
  const instance = targets.kind === 'listed' ? targets.ids.find((id) => /^m?i-[0-9a-f]+$/.test(id)) : undefined
  return [
    ...(event === undefined
      ? []
      : [{ label: 'CloudTrail event', url: `${host}/cloudtrailv2/home?region=${region}#/events/${event}` }]),
    ...(commandId === null
      ? []
      : [
          {
            label: 'Command in Systems Manager',
            url: `${host}/systems-manager/run-command/${encoded(commandId)}?region=${region}`,
          },
        ]),
    ...(instance === undefined
      ? []
      : [
          {
            label: 'Machine',
            url: `${host}/systems-manager/managed-instances/${instance}/description?region=${region}`,
          },
        ]),
  ]
}

const azureLinks = ({ scope, targets }: Activity): readonly AlertLink[] => {
  const resource = targets.kind === 'listed' ? targets.ids.find((id) => id.startsWith('/subscriptions/')) : undefined
  const portal = `https://portal.azure.com/#${scope.tenant === null ? '' : `@${encoded(scope.tenant)}`}/resource`
  return resource === undefined
    ? []
    : [
        { label: 'Resource', url: `${portal}${encodedPath(resource)}/overview` },
        { label: 'Activity log', url: `${portal}${encodedPath(resource)}/eventlogs` },
      ]
}

/** Pages a person opens first, the operator's own runbook last. */
export const linksOf = (activity: Activity, runbookUrl: string | null): readonly AlertLink[] => [
  ...(activity.cloud === 'aws' ? awsLinks(activity) : azureLinks(activity)),
  ...(runbookUrl === null ? [] : [{ label: 'Runbook', url: runbookUrl }]),
]
