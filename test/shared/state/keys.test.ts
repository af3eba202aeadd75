import {
  ACTIVITY,
  CALL,
  FOLD,
  HELD,
  INSTALLATION,
  LEDGER,
  NATIVE_EVENTS,
  NATIVE_HEAD,
  NOTICE,
  noticeId,
  RATE,
  SELFTEST,
  TERM,
  WINDOW,
  windowId,
} from '../../../shared/state/kinds'
import { workKey } from '../../../shared/state/work-kind'
import { AMEND, DIGEST, JUDGE, NATIVE, RESEND, TEXT, WORK_KINDS } from '../../../shared/state/works'

/*
 * Keys as 0.1.0 made them, written down from its output. A key that changes orphans what an installation has learned,
 * and may land in another table on Azure: do not change this table to please the code.
 */
const KEYS: readonly (readonly [string, string])[] = [
  [ACTIVITY.key('00000000-0000-0000-0000-000000000001'), 'activity/7ac1b8d7010bb6cd1c62ebb8b42da29c'],
  [LEDGER.key('aws:123456789012:role/Deploy|command|123456789012'), 'ledger/d12ddb0b8f9472d7a58877f1e0bdb9e1'],
  [TERM.key('caller|aws:123456789012:role/Deploy'), 'term/b21461e99d2086c9a5f0ed8a5d0a7734'],
  [WINDOW.key(windowId('mass|x', 3_600_000, 492_345)), 'window/aa1841378e16187b/492345'],
  [NOTICE.key(noticeId('Rule failed', 492_346)), 'notice/34db1b6e141587c8/492346'],
  [FOLD.key('k'), 'fold/8254c329a92850f6f526ee7bcca4cfca'],
  [NATIVE_HEAD.key('c1'), 'native/d0f631ca1ddba8db'],
  [NATIVE_EVENTS.key('c1'), 'native-events/d0f631ca1ddba8db'],
  [CALL.key('c1'), 'call/d0f631ca1ddba8db'],
  [INSTALLATION.key('installation'), 'installation'],
  [RATE.key('492346'), 'rate/492346'],
  [HELD.key('492346'), 'held/492346'],
  [SELFTEST.key('0123'), 'selftest/0123'],
  [workKey(JUDGE, 'a1'), 'judge/a1'],
  [workKey(AMEND, 'a1/runwarden.cloud.run-command-confirmed'), 'amend/a1/runwarden.cloud.run-command-confirmed'],
  [workKey(TEXT, 'a1'), 'text/a1'],
  [workKey(NATIVE, 'c1'), 'native/c1'],
  [workKey(DIGEST, '492346'), 'digest/492346'],
  [workKey(RESEND, 'sns/a1/t'), 'resend/sns/a1/t'],
]

describe('keys of state', () => {
  it.each(KEYS)('%s stays byte for byte', (made, written) => {
    expect(made).toBe(written)
  })

  it('are in the table for every kind of work', () => {
    const prefixes = new Set(KEYS.map(([key]) => key.split('/')[0]))
    expect(WORK_KINDS.filter(({ name }) => !prefixes.has(name))).toEqual([])
  })
})
