import { matchesAny } from '../matches-any'
import type { Code, Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong } from './category'
import { isActing } from './purpose'

/**
 * Paths and names under which credentials are handed out, and nothing else: instance-id, region, tags and plain tokens
 * of IMDSv2 are not here. EC2: instance metadata categories; ECS: task IAM roles; EKS: pod identity; Azure: managed
 * identity on machines, Arc, App Service and Automation; Google: service account tokens.
 */
const MARKERS: readonly (readonly [RegExp, string])[] = [
  [
    /iam\/security-credentials|identity-credentials\/ec2\/security-credentials/,
    "asks the instance metadata service for the role's credentials",
  ],
  [
    /metadata\/identity\/oauth2\/token|\/msi\/token\?|identity\/oauth2\/token\?/,
    "asks the Azure metadata service for an access token of the machine's identity",
  ],
  [
    /169\.254\.170\.(?:2|23)(?::\d{1,5})?\/(?:v\d\/)?cred|169\.254\.170\.2\$/,
    "asks the container's credential endpoint",
  ],
  [/aws_container_credentials_(?:relative|full)_uri/, "asks the container's credential endpoint"],
  [/service-accounts\/[\w@.-]{1,128}\/token/, 'asks the Google metadata service for an access token'],
]
const IDENTITY_VARIABLE =
  /\$\{?(?:env:)?(?:identity_endpoint|msi_endpoint)|environ(?:\.get)?[[(]["'](?:identity_endpoint|msi_endpoint)/
const FETCHING = new Set([
  'curl',
  'wget',
  'invoke-webrequest',
  'invoke-restmethod',
  'get-ec2instancemetadata',
  'http',
  'https',
  'fetch',
  'lynx',
  'nc',
  'ncat',
  'python',
  'python3',
  '',
])
/** Commands of the AWS CLI that print the credentials in use (AWS CLI reference, `configure`). */
const PRINTS_KEYS: readonly RegExp[] = [
  /^aws\s(?:--\S{1,64}\s(?:\S{1,64}\s)?){0,4}configure\sexport-credentials/,
  /^aws\s(?:--\S{1,64}\s(?:\S{1,64}\s)?){0,4}configure\sget\s(?:\S{1,64}\.)?aws_(?:secret_access_key|session_token)/,
]

const judgeText = (text: string): string | null => {
  const marked = MARKERS.find(([marker]) => marker.test(text))?.[1]
  if (marked !== undefined) return marked
  return IDENTITY_VARIABLE.test(text) ? 'asks the identity endpoint of the machine for an access token' : null
}

const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  if (matchesAny(PRINTS_KEYS, command.line)) return strong(command, 'prints the credentials in use')
  const fetches = FETCHING.has(command.name) || command.line.includes('http') || command.line.includes('webrequest')
  const why = fetches ? judgeText(command.line) : null
  return why === null ? null : strong(command, why)
}

const judgeCode = (code: Code): Evidence | null => {
  const why = judgeText(code.text.toLowerCase())
  return why === null ? null : strong(code, why)
}

export const metadataCredentials: Category = {
  id: 'metadata-credentials',
  title: 'Metadata credentials',
  find: (script) => [
    ...eachCommand(script, judge),
    ...script.code.map(judgeCode).filter((evidence) => evidence !== null),
  ],
}
