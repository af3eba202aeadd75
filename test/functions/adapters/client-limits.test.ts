import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import { clientLimits } from '../../../functions/adapters/client-limits'

let silent: Server
let tries = 0

beforeAll(async () => {
  silent = createServer(() => void tries++).listen(0, '127.0.0.1')
  await once(silent, 'listening')
})
afterAll(() => {
  silent.closeAllConnections()
  silent.close()
})

it('ends a call to a service that takes it and never answers, after as many tries as it may have', async () => {
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const client = new SNSClient({
    ...clientLimits(50, 2),
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
  })
  await expect(client.send(new GetTopicAttributesCommand({ TopicArn: 'a' }))).rejects.toThrow(/timed? ?out/i)
  expect(tries).toBe(2)
  client.destroy()
})
