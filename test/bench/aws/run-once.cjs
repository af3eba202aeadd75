// Loads a handler and gives it one event, as a new container does. Prints when it began to load,
// in milliseconds since the epoch.
const startedAt = performance.timeOrigin + performance.now()
const { handler } = require(process.argv[2])
const context = {
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:runwarden',
  awsRequestId: '0',
  getRemainingTimeInMillis: () => 30000,
}
handler(JSON.parse(process.argv[3]), context).then(() => {
  process.stdout.write(`started ${startedAt}\n`, () => process.exit(0))
})
