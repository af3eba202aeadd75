import { readFileSync } from 'node:fs'
import { App } from 'aws-cdk-lib'
import { addRunwarden } from '../../../infra/aws/runwarden-app'

/**
 * Writes the templates of a deployment with the settings of a JSON file into a folder:
 * write-templates.ts SETTINGS FOLDER.
 */
const [, , settingsFile = '', outdir = ''] = process.argv
const read = (file: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>

const app = new App({
  analyticsReporting: false,
  outdir,
  context: { ...(read('cdk.json')['context'] as Readonly<Record<string, unknown>>), ...read(settingsFile) },
})
addRunwarden(app, 'dist/aws')
app.synth()
