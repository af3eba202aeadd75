import { App } from 'aws-cdk-lib'
import { ContextError } from './context/context-error'
import { addRunwarden } from './runwarden-app'

try {
  addRunwarden(new App({ analyticsReporting: false }), 'dist/aws')
} catch (cause) {
  if (!(cause instanceof ContextError)) throw cause
  // The list alone: Node would put its own lines around an error that nobody catches.
  console.error(cause.message)
  process.exitCode = 1
}
