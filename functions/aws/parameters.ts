import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm'

const REFERENCE = 'ssm:'

/** Setting texts by variable name. */
export type SettingTexts = Readonly<Record<string, string | undefined>>

/**
 * Follows settings of the form `ssm:/path` to the value of that parameter. One that cannot be read keeps the value read
 * before by this container; without one it stays the reference, which no setting accepts, and so is reported.
 */
export const parameterReader = (ssm: SSMClient): ((settings: SettingTexts) => Promise<SettingTexts>) => {
  const lastRead = new Map<string, string>()
  const read = async (path: string): Promise<string | undefined> => {
    try {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: path, WithDecryption: true }))
      if (Parameter?.Value !== undefined) lastRead.set(path, Parameter.Value)
    } catch {
      // The value read before serves on.
    }
    return lastRead.get(path)
  }
  const follow = async (text: string | undefined): Promise<string | undefined> =>
    text?.startsWith(REFERENCE) === true ? ((await read(text.slice(REFERENCE.length))) ?? text) : text
  return async (settings) =>
    Object.fromEntries(
      await Promise.all(Object.entries(settings).map(async ([name, text]) => [name, await follow(text)] as const)),
    )
}
