import { app } from '@azure/functions'
import { setTimeout as sleep } from 'node:timers/promises'
import { armClient } from '../../../functions/azure/command-text/arm-client'
import { managedIdentity } from '../../../functions/azure/identity/managed-identity'
import { snsPublisher } from '../../../functions/azure/sns/publisher'
import { snsSink } from '../../../functions/azure/sns/sns-sink'
import { tableTexts } from '../../../functions/azure/state/table-state'
import { prepareLocalStorage, storageAt } from '../../../functions/azure/storage'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'

/*
 * A function that makes the same calls as the detector does for the first alert about a managed run command, in the
 * same order and with the same clients, and knows nothing of what it does. Bundled like the app, for comparison.
 */

const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random }
const environment = process.env
/** Keys that no earlier run has written. */
const RUN = process.hrtime.bigint().toString(36)
/** What the rules want of history for such an activity. An alert that is high for more than novelty teaches nothing. */
const TERMS = 10
const WINDOWS = 6
const LATER = Date.now() + 86_400_000
const text = (value: string) => ({ value, schema: 1 })
const ALERT = {
  id: '00000000000000000000000000000000',
  kind: 'alert',
  time: '2026-03-02T10:00:00.000Z',
  severity: 'high',
  degraded: null,
  findings: [],
} as unknown as RedactedAlert

app.eventHub('bare', {
  connection: 'EventHubConnection',
  eventHubName: '%ACTIVITY_HUB_NAME%',
  cardinality: 'many',
  handler: async () => {
    const storage = storageAt({ kind: 'connection-string', connectionString: environment['AzureWebJobsStorage'] ?? '' })
    await prepareLocalStorage(storage)
    const state = tableTexts(storage, clock)
    const tokens = managedIdentity(
      {
        endpoint: environment['IDENTITY_ENDPOINT'] ?? '',
        header: environment['IDENTITY_HEADER'] ?? '',
        clientId: environment['RUNWARDEN_IDENTITY_CLIENT_ID'] ?? null,
      },
      clock,
    )
    await state.write('installation', text('0'), null, LATER)
    await state.read(['installation'])
    await state.read([`fold/${RUN}`])
    await state.write(`fold/${RUN}`, text('{}'), null, LATER)
    await armClient({ endpoint: environment['RESOURCE_MANAGER_ENDPOINT'] ?? '', tokens }, clock).get(
      environment['BARE_RESOURCE'] ?? '',
      'instanceView',
    )
    const terms = Array.from({ length: TERMS }, (_, index) => `term/${RUN}-${index}`)
    const windows = Array.from({ length: WINDOWS }, (_, index) =>
      state.addMembers(`window/${RUN}-${index}`, ['a'], { limit: 10, expiresAt: LATER, schema: 1 }),
    )
    await Promise.all([state.read([`activity/${RUN}`, `ledger/${RUN}`, 'installation']), state.read(terms), ...windows])
    await state.write(`ledger/${RUN}`, text('{}'), null, LATER)
    const settings = {
      topicArn: environment['RUNWARDEN_TOPIC_ARN'] ?? null,
      awsRoleArn: environment['RUNWARDEN_AWS_ROLE_ARN'] ?? null,
      awsAudience: environment['RUNWARDEN_AWS_AUDIENCE'] ?? null,
    }
    const publish = snsSink(
      'sns',
      snsPublisher(settings, tokens, clock),
      settings.topicArn,
      () => ({ subject: 'bare', body: 'bare', attributes: {} }),
      () => {},
    )
    const archive = async (): Promise<unknown> =>
      (await storage.container('alerts')).getBlockBlobClient('bare.json').upload('{}', 2)
    await Promise.all([archive(), publish.send(ALERT)])
    const ledger = (await state.read([`ledger/${RUN}`])).get(`ledger/${RUN}`)
    await state.write(`ledger/${RUN}`, text('{"state":"sent"}'), ledger?.version ?? null, LATER)
    await state.write(`activity/${RUN}`, text('{}'), null, LATER)
  },
})
