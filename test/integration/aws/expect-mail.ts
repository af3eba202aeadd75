import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Mail } from '../../emulators/mailbox'

/**
 * Set to write the expected mails again: `RUNWARDEN_UPDATE_GOLDEN=1 npx jest test/integration/aws`. Read the
 * difference before you commit it.
 */
const UPDATE = process.env['RUNWARDEN_UPDATE_GOLDEN'] === '1'

const asText = ({ subject, body, attributes }: Mail): string =>
  [
    `Subject: ${subject ?? ''}`,
    ...Object.entries(attributes)
      .map(([name, value]) => `${name}: ${value}`)
      .toSorted(),
    '',
    body,
  ].join('\n')

/** Compares a mail, with its subject and attributes, with the one in the folder of expected mails. */
export const expectMail = (name: string, mail: Mail | undefined): void => {
  const path = join(__dirname, 'mails', `${name}.txt`)
  const actual = mail === undefined ? 'no mail' : asText(mail)
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, actual)
  }
  expect(actual).toBe(readFileSync(path, 'utf8'))
}
