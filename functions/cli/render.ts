import { redactAlert } from '../../shared/command/redact-alert'
import type { Settings } from '../../shared/config/settings'
import { buildAlert } from '../../shared/engine/build-alert'
import type { Alert } from '../../shared/model/alert'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import { asffFinding } from '../../shared/render/asff'
import { chatNotification } from '../../shared/render/chat'
import type { RenderContext } from '../../shared/render/context'
import { alertJson } from '../../shared/render/redacted-json'
import { jsonText } from '../../shared/render/json-text'
import { ocsfFinding } from '../../shared/render/ocsf'
import { alertSubject } from '../../shared/render/mail-subject'
import { alertText } from '../../shared/render/text'
import { findActivity } from './find-activity'
import { EXIT, write, type Io } from './io'
import { sampleAlert } from '../../shared/pipeline/sample-alert'
import { requireSettings, type SettingOptions } from './settings-sources'

export const RENDER_FORMATS = ['mail', 'json', 'chat', 'ocsf', 'asff'] as const

type RenderFormat = (typeof RENDER_FORMATS)[number]

const MAX_BYTES = 250_000

const FORMS: Readonly<Record<RenderFormat, (alert: RedactedAlert, context: RenderContext) => string>> = {
  mail: (alert, context) =>
    `Subject: ${alertSubject(alert, context)}\n\n${alertText(alert, context, { maxBytes: MAX_BYTES })}`,
  json: (alert) => jsonText(alertJson(alert), 2),
  chat: (alert, context) => jsonText(chatNotification(alert, context), 2),
  ocsf: (alert, context) => jsonText(ocsfFinding(alert, context), 2),
  asff: (alert, context) =>
    jsonText(
      asffFinding(alert, {
        ...context,
        partition: 'aws',
        account: alert.account ?? '123456789012',
        region: alert.region ?? 'us-east-1',
        updatedAt: alert.time,
      }),
      2,
    ),
}

/** `runwarden render`: how an alert looks in one format; the bundled sample when no activity is named. */
export const renderPreview = async (
  id: string | undefined,
  paths: readonly string[],
  options: SettingOptions & { readonly format: RenderFormat },
  io: Io,
): Promise<number> => {
  const { settings } = await requireSettings(options, io)
  const alert =
    id === undefined ? sampleAlert(Date.UTC(2026, 0, 10, 3, 14), 'test') : await alertOf(id, paths, settings, io)
  await write(io.stdout, `${FORMS[options.format](redactAlert(alert), { accountNames: settings.accountNames })}\n`)
  return EXIT.done
}

const alertOf = async (id: string, paths: readonly string[], settings: Settings, io: Io): Promise<Alert> => {
  const { activity, network, verdict } = await findActivity(id, paths, settings, undefined, io)
  return buildAlert({ ...verdict, activity, network, degraded: null }, settings, 'alert', 0)
}
