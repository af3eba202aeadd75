import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { program } from '../../functions/cli/program'

/** Alerts that the README shows whole; the others are left out with their number. */
const SHOWN = 2

const gather = (): { readonly stream: PassThrough; readonly text: () => string } => {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

/**
 * What `npm start` prints without a terminal's colours, the alerts in the middle left out.
 * Needs the built files in `dist`.
 */
export const startOutput = async (root: string): Promise<string> => {
  const [out, err] = [gather(), gather()]
  const io = {
    stdin: Readable.from([]),
    stdout: out.stream,
    stderr: err.stream,
    environment: {},
    color: false,
    interactive: false,
    width: 100,
    home: join(root, 'dist'),
  }
  await program(io, ['scan', '--hermetic', join(root, 'examples')])
  const parts = `${out.text()}${err.text()}`.trimEnd().split('\n\n')
  const alerts = parts.slice(0, -1)
  const left = alerts.length - SHOWN
  return [...alerts.slice(0, SHOWN), ...(left > 0 ? [`(${left} more alerts)`] : []), ...parts.slice(-1)].join('\n\n')
}
