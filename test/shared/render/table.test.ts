import * as fc from 'fast-check'
import { displayWidth } from '../../../shared/render/display-width'
import { alertsTable } from '../../../shared/render/table'
import { expectGolden } from './golden'
import { anyAlert, HIDDEN } from './hostile'
import { alertOf, CONTEXT } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

/** The colours the table itself may use. */
const COLORS = /\u001b\[(?:0|1|2|36|1;31|1;33|1;97;41)m/g

describe('alertsTable', () => {
  it('shows a block for each alert and an overview', () => {
    expectGolden('table.txt', alertsTable(Object.values(SAMPLES), { ...CONTEXT, color: false, width: 100 }))
  })

  it('has the same words with colours', () => {
    const alerts = Object.values(SAMPLES)
    const painted = alertsTable(alerts, { ...CONTEXT, color: true, width: 100 })
    expect(painted).toContain('\u001b[1;97;41mCRITICAL\u001b[0m')
    expect(painted.replaceAll(COLORS, '')).toBe(alertsTable(alerts, { ...CONTEXT, color: false, width: 100 }))
  })

  it('says that there are none', () => {
    expect(alertsTable([], { ...CONTEXT, color: true, width: 80 })).toBe('0 alerts\n')
  })

  it('counts what is left out of the overview', () => {
    const alerts = Array.from({ length: 9 }, (_, place) =>
      alertOf({
        actor: { key: `aws:123456789012:user/${place}`, kind: 'user', display: `user/${place}`, session: null },
      }),
    )
    expect(alertsTable(alerts, { ...CONTEXT, color: false, width: 100 })).toContain(
      'Callers   user/0 (1), user/1 (1), user/2 (1), user/3 (1), user/4 (1), user/5 (1), 3 more\n',
    )
  })

  it.each([
    { name: 'a machine', operation: 'ssm:SendCommand', counted: true },
    { name: 'a container', operation: 'ecs:ExecuteCommand', counted: true },
    { name: 'a machine on which an agent started a process', operation: 'process:start', counted: true },
    { name: 'an automation account', operation: 'microsoft.automation/automationaccounts/jobs/write', counted: false },
    { name: "a rule of Runwarden's own", operation: 'events:DisableRule', counted: false },
  ])('counts $name among the machines: $counted', ({ operation, counted }) => {
    const alert = alertOf({ operation, targets: { kind: 'listed', ids: ['thing'], selectors: [], total: 1 } })
    expect(alertsTable([alert], { ...CONTEXT, color: false, width: 100 }).includes('Machines  thing (1)')).toBe(counted)
  })

  it.each([[20], [80], [100], [500]])(
    'keeps to the width of a terminal of %d columns, but never under 72 or over 120',
    (width) => {
      const lines = alertsTable(Object.values(SAMPLES), { ...CONTEXT, color: false, width }).split('\n')
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(Math.min(Math.max(width, 72), 120))
    },
  )

  it('lets no alert move the cursor or bring colours', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const table = alertsTable([alert], { ...CONTEXT, color: true, width: 80 })
        expect(table.replaceAll(COLORS, '').replaceAll('\n', '')).not.toMatch(HIDDEN)
      }),
    )
  })
})
