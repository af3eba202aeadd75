// SNS and SQS on the loopback address and a free port, which is printed once it listens. The package's own start
// function listens on all addresses, and its queue addresses are names that not every machine resolves; without a host
// of its own the store builds them from the host that the client asked.
import { buildApp } from 'fauxqs'

const load = async (path, name) => (await import(new URL(path, import.meta.resolve('fauxqs')).href))[name]
const SqsStore = await load('./sqs/sqsStore.js', 'SqsStore')
const SnsStore = await load('./sns/snsStore.js', 'SnsStore')
const S3Store = await load('./s3/s3Store.js', 'S3Store')

const sqsStore = new SqsStore()
sqsStore.host = ''
const app = buildApp({ logger: false, stores: { sqsStore, snsStore: new SnsStore(), s3Store: new S3Store() } })
console.log(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })}`)
