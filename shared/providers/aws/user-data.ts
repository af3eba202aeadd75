import { type JsonObject, asObject } from '../json'
import { childOf, fieldOf, textOf } from './read-field'

const LAUNCH_TEMPLATE_REQUESTS = ['CreateLaunchTemplateRequest', 'CreateLaunchTemplateVersionRequest']

const given = (request: JsonObject | null): unknown => {
  for (const name of LAUNCH_TEMPLATE_REQUESTS) {
    const data = fieldOf(childOf(childOf(request, name), 'LaunchTemplateData'), 'UserData')
    if (data !== undefined) return data
  }
  // Older records name the attribute and give its value apart.
  return textOf(request, 'attribute')?.toLowerCase() === 'userdata'
    ? (fieldOf(request, 'value') ?? '')
    : fieldOf(request, 'userData')
}

/**
 * The user data a call sets, as far as the record shows it, or null when it sets none. CloudTrail
 * writes `<sensitiveDataRemoved>`.
 */
export const userDataOf = (request: JsonObject | null): string | null => {
  const data = given(request)
  if (data === undefined || data === null) return null
  return typeof data === 'string' ? data : (textOf(asObject(data), 'value') ?? '')
}
