import { SETTINGS, type SettingKey } from '../../shared/config/settings'
import { isoTime } from '../../shared/model/time'
import { EXIT, write, type Io } from './io'
import { describeProblem, readSettings, type SettingOptions } from './settings-sources'

/** `runwarden config`: effective settings with their origin; every problem at once, exit 2 when there is one. */
export const config = async (options: SettingOptions, json: boolean, io: Io): Promise<number> => {
  const { settings, origins, problems } = await readSettings(options, io)
  const keys = Object.keys(SETTINGS) as SettingKey[]
  if (json) {
    const rows = keys.map((key) => ({ name: SETTINGS[key].name, value: settings[key], origin: origins[key] }))
    await write(io.stdout, `${JSON.stringify({ settings: rows, problems }, null, 2)}\n`)
  } else {
    for (const key of keys)
      await write(
        io.stdout,
        `${SETTINGS[key].name.padEnd(34)} ${JSON.stringify(settings[key]).padEnd(12)} ${origins[key]}\n`,
      )
  }
  for (const { reason, until } of settings.suppressions)
    if (until <= Date.now())
      await write(io.stderr, `a suppression has expired and covers nothing: ${reason} (until ${isoTime(until)})\n`)
  for (const problem of problems) await write(io.stderr, `${describeProblem(problem)}\n`)
  return problems.length > 0 ? EXIT.usage : EXIT.done
}
