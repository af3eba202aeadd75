import { foldStages } from '../../../../shared/providers/azure/fold-stages'
import { activityId } from '../../../../shared/providers/azure/activity-id'
import { unwrapAzure } from '../../../../shared/providers/azure/envelope'
import otherLogs from '../../../fixtures/azure/shared-hub-other-logs.json'
import extensionQuery from '../../../fixtures/azure/extension-log-analytics-query.json'
import extensionRows from '../../../fixtures/azure/extension-log-analytics-rows.json'
import extensionStart from '../../../fixtures/azure/extension-start-with-body.json'
import runCommandHub from '../../../fixtures/azure/run-command-event-hub.json'
import runCommandRest from '../../../fixtures/azure/run-command-rest-page.json'
import {
  ACCOUNT,
  activityOf,
  ALICE,
  ALICE_CLAIMS,
  CLI,
  GROUP,
  hubRecord,
  normalized,
  stageOf,
  SUBSCRIPTION,
  TENANT,
  VM,
} from './records'

const stagesOf = (value: unknown) => (unwrapAzure(value) ?? []).map(({ body }) => stageOf(body))

describe('normalizeAzure', () => {
  it('reads the stages of an Event Hub message', () => {
    const stages = stagesOf(runCommandHub)
    expect(stages.map(({ stage, activity }) => [stage, activity.outcome])).toEqual([
      ['start', 'pending'],
      ['accept', 'pending'],
      ['final', 'succeeded'],
    ])
    expect(new Set(stages.map(({ foldKey }) => foldKey)).size).toBe(1)
    expect(stages[0]?.activity).toMatchObject({
      cloud: 'azure',
      operation: 'microsoft.compute/virtualmachines/runcommand/action',
      family: 'command',
      at: Date.UTC(2026, 0, 31, 9, 0, 0, 123),
      actor: { key: `azure:${ALICE}`, kind: 'user', mfa: true, assignedTo: 'User' },
      source: { kind: 'address', ip: '198.51.100.7' },
      clientId: CLI,
      scope: { account: SUBSCRIPTION, region: null, tenant: TENANT, resourceGroup: 'rg-prod' },
      targets: { kind: 'listed', ids: [VM.toLowerCase()] },
      payload: { kind: 'hidden' },
      origin: { format: 'event-hub', records: ['00000000-0000-0000-0000-0000000000a1'] },
    })
  })

  it('makes the same activity of both exports of one operation', () => {
    const [hub] = foldStages(stagesOf(runCommandHub))
    const [rest] = foldStages(stagesOf(runCommandRest))
    expect(rest).toMatchObject({
      id: hub?.id,
      at: hub?.at,
      outcome: 'succeeded',
      targets: hub?.targets,
      source: hub?.source,
      scope: hub?.scope,
      actor: { key: hub?.actor.key },
    })
  })

  it('reads text, publisher and type from a request body', () => {
    expect(stagesOf(extensionStart)[0]?.activity).toMatchObject({
      family: 'extension',
      item: 'Backup-Agent',
      document: { name: 'Microsoft.Compute/CustomScriptExtension', version: '1.10' },
      payload: {
        kind: 'text',
        text: 'powershell -ExecutionPolicy Unrestricted -File setup.ps1\nhttps://files.example.com/setup.ps1',
      },
    })
  })

  it('reads rows of Log Analytics, whose TenantId is the workspace and no tenant', () => {
    const [fromRows] = stagesOf(extensionRows)
    const [fromQuery] = stagesOf(extensionQuery)
    const [fromHub] = stagesOf(extensionStart)
    expect(fromRows?.foldKey).toBe(fromHub?.foldKey)
    expect(fromQuery?.activity).toEqual(fromRows?.activity)
    expect(fromRows).toMatchObject({
      stage: 'start',
      activity: {
        actor: { key: `azure:${ALICE}`, assignedTo: 'User' },
        scope: { account: SUBSCRIPTION, tenant: TENANT, resourceGroup: 'rg-prod' },
        source: { ip: '198.51.100.7' },
        item: 'Backup-Agent',
      },
    })
  })

  it('ignores what else comes through the hub, with the reason and the time', () => {
    const results = otherLogs.records.map(normalized)
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'ignored'))
    expect(results.map((result) => (result.kind === 'ignored' ? result.reason : null))).toEqual([
      'another log that shares the event hub',
      'another log that shares the event hub',
      'another log that shares the event hub',
      'no operation name: a metric or another log that shares the event hub',
      'an operation that runs nothing on machines and prepares nothing that does',
      'a read changes nothing',
      'an operation that runs nothing on machines and prepares nothing that does',
    ])
    expect(results[0]).toMatchObject({ at: Date.UTC(2026, 0, 31, 9) })
  })

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an invalid time',
      { time: '2023-06-15:54:46' },
      'time of microsoft.compute/virtualmachines/runcommand/action cannot be read: got "2023-06-15:54:46", ' +
        'expected ISO 8601 like 2026-01-31T09:00:00Z',
    ],
    [
      'no time',
      { time: undefined },
      'time of microsoft.compute/virtualmachines/runcommand/action cannot be read: got none, expected ISO 8601 ' +
        'like 2026-01-31T09:00:00Z',
    ],
  ])('rejects %s and says what it got', (_name, overrides, problem) => {
    expect(normalized(hubRecord(overrides))).toEqual({ kind: 'rejected', problem, at: null })
  })

  it.each([
    ['a record that is text', 'no record', 'record is no object: got string, expected an Activity Log record'],
    ['null', null, 'record is no object: got null, expected an Activity Log record'],
  ])('rejects %s', (_name, body, problem) => {
    expect(normalized(body)).toEqual({ kind: 'rejected', problem, at: null })
  })

  it('rejects a record that nests too deep', () => {
    let deep: unknown = 1
    for (let level = 0; level < 70; level++) deep = [deep]
    expect(normalized(hubRecord({ properties: { deep } }))).toMatchObject({
      kind: 'rejected',
      problem: expect.stringContaining('deeper than 64 levels') as string,
    })
  })

  it.each<[string, Record<string, unknown>, object]>([
    ['the category of 2019', { category: 'Action' }, { family: 'command' }],
    [
      'another case',
      { operationName: 'microsoft.compute/virtualMachines/runCommand/ACTION' },
      { operation: 'microsoft.compute/virtualmachines/runcommand/action' },
    ],
    ['a stray empty member', { '': '' }, { family: 'command' }],
    [
      'identity that is a plain word',
      { identity: 'Alice Example' },
      { actor: { key: 'azure:unknown' }, source: { kind: 'address' } },
    ],
    ['identity as text', { identity: JSON.stringify({ claims: ALICE_CLAIMS }) }, { actor: { key: `azure:${ALICE}` } }],
    [
      'properties as text',
      { properties: JSON.stringify({ hierarchy: `${TENANT}/${SUBSCRIPTION}` }) },
      { scope: { tenant: TENANT } },
    ],
    ['a tenant in the record', { tenantId: TENANT.toUpperCase(), properties: {} }, { scope: { tenant: TENANT } }],
    [
      'a hierarchy that begins with the subscription',
      { properties: { hierarchy: SUBSCRIPTION } },
      { scope: { tenant: null } },
    ],
    [
      'a hierarchy with a name for its root',
      { properties: { hierarchy: `contoso/${SUBSCRIPTION}` } },
      { scope: { tenant: null } },
    ],
    [
      'an address with a port',
      { callerIpAddress: '198.51.100.7:4711' },
      { source: { kind: 'address', ip: '198.51.100.7' } },
    ],
    [
      'the address of the token when the record has none',
      { callerIpAddress: undefined, identity: { claims: { ...ALICE_CLAIMS, ipaddr: '203.0.113.5' } } },
      { source: { ip: '203.0.113.5' } },
    ],
    ['no address at all', { callerIpAddress: '', identity: {} }, { source: { kind: 'unknown' } }],
    ['a region', { location: 'West Europe' }, { scope: { region: 'westeurope' } }],
    ['a region that is none', { location: 'global' }, { scope: { region: null } }],
    [
      'a denial',
      {
        resultType: 'Failure',
        resultSignature: 'Failed.Forbidden',
        properties: {
          statusCode: 'Forbidden',
          statusMessage: '{"error":{"code":"AuthorizationFailed","message":"x"}}',
        },
      },
      { outcome: 'denied', errorCode: 'AuthorizationFailed' },
    ],
    ['a resource id only in the scope', { resourceId: '' }, { targets: { ids: [VM.toLowerCase()] } }],
    [
      'no resource id anywhere',
      { resourceId: undefined, identity: {}, properties: {} },
      { targets: { kind: 'unknown', reason: 'not in the record' }, scope: { account: null } },
    ],
  ])('copes with %s', (_name, overrides, expected) => {
    expect(activityOf(overrides)).toMatchObject(expected)
  })

  it.each<[string, string, string, Record<string, unknown>, string | null]>([
    [
      'the machine beneath a run command',
      'microsoft.compute/virtualmachines/runcommands/write',
      `${VM}/runCommands/Fix`,
      {},
      VM,
    ],
    [
      'the cluster of a command invoke',
      'microsoft.containerservice/managedclusters/runcommand/action',
      `${GROUP}/providers/Microsoft.ContainerService/managedClusters/Shop`,
      {},
      `${GROUP}/providers/Microsoft.ContainerService/managedClusters/Shop`,
    ],
    [
      'the scale set of a model extension',
      'microsoft.compute/virtualmachinescalesets/extensions/write',
      `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/Web/extensions/E`,
      {},
      `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/Web`,
    ],
    ['the account of a job', 'microsoft.automation/automationaccounts/jobs/write', `${ACCOUNT}/jobs/1`, {}, ACCOUNT],
    [
      'the machine of a serial port',
      'microsoft.serialconsole/serialports/connect/action',
      `${VM}/providers/Microsoft.SerialConsole/serialPorts/0`,
      {},
      VM,
    ],
    [
      'the machine in the scope of a bare serial port',
      'microsoft.serialconsole/serialports/connect/action',
      `${GROUP}/providers/Microsoft.SerialConsole/serialPorts/0`,
      { identity: { authorization: { scope: `${VM}/providers/Microsoft.SerialConsole/serialPorts/0` } } },
      VM,
    ],
    [
      'nothing for a serial port without a machine',
      'microsoft.serialconsole/serialports/connect/action',
      `${GROUP}/providers/Microsoft.SerialConsole/serialPorts/0`,
      { identity: {}, properties: {} },
      null,
    ],
    [
      'no machine for a gallery application',
      'microsoft.compute/galleries/applications/versions/write',
      `${GROUP}/providers/Microsoft.Compute/galleries/Tools/applications/Agent/versions/1.0.0`,
      {},
      null,
    ],
    [
      'the setting itself, not the machine it hangs on',
      'microsoft.insights/diagnosticsettings/delete',
      `${VM}/providers/microsoft.insights/diagnosticSettings/x`,
      {},
      `${VM}/providers/microsoft.insights/diagnosticSettings/x`,
    ],
  ])('aims at %s', (_name, operationName, resourceId, overrides, target) => {
    const { targets } = activityOf({ operationName, resourceId, ...overrides })
    expect(targets).toEqual(
      target === null
        ? { kind: 'unknown', reason: 'not in the record' }
        : { kind: 'listed', ids: [target.toLowerCase()] },
    )
  })

  it('keeps the name of an item as its owner wrote it', () => {
    const resource = `${VM}/extensions/Backup-Agent`
    expect(
      activityOf({
        operationName: 'microsoft.compute/virtualmachines/extensions/write',
        resourceId: resource.toUpperCase(),
        properties: { entity: resource },
      }).item,
    ).toBe('Backup-Agent')
  })
})

describe('fold keys', () => {
  const keyOf = (overrides: Record<string, unknown>) => stageOf(hubRecord(overrides)).foldKey
  const own = keyOf({})

  it.each([
    ['the case of the resource', { resourceId: VM }],
    ['the case of the operation', { operationName: 'Microsoft.Compute/virtualMachines/runCommand/action' }],
    ['the stage', { resultType: 'Success', time: '2026-01-31T09:05:00Z' }],
    ['the shape of the caller', { identity: {} }],
  ])('do not depend on %s', (_name, overrides) => {
    expect(keyOf(overrides)).toBe(own)
  })

  it.each([
    ['another correlation id', { correlationId: '00000000-0000-0000-0000-0000000000a9' }],
    ['another machine', { resourceId: `${VM}2` }],
    ['another operation', { operationName: 'microsoft.compute/virtualmachines/extensions/write' }],
    ['no correlation id', { correlationId: '' }],
  ])('differ with %s', (_name, overrides) => {
    expect(keyOf(overrides)).not.toBe(own)
  })

  it('come from the content of a record without a correlation id', () => {
    const { foldKey, activity } = stageOf(hubRecord({ correlationId: undefined }))
    expect(keyOf({ correlationId: undefined })).toBe(foldKey)
    expect(keyOf({ correlationId: undefined, time: '2026-01-31T09:05:00Z' })).not.toBe(foldKey)
    expect(activity.origin.records).toEqual([])
  })

  it('and a running number make the id', () => {
    expect(activityOf().id).toBe(activityId(own, 0))
    expect(activityId(own, 1)).not.toBe(activityId(own, 0))
  })
})
