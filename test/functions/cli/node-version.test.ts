import { engines } from '../../../package.json'
import { nodeProblem } from '../../../functions/cli/node-version'

describe('the Node that runs the command line', () => {
  it.each([
    ['20.19.0', '>=20.19'],
    ['20.20.2', '>=20.19'],
    ['22.0.0', '>=20.19'],
    ['24.21.0', '>=20.19'],
    ['100.0.0', '>=20.19'],
    ['20.0.0', '>=20'],
    ['22.12.1', '>=22.12.1'],
  ])('%s suffices for %s', (got, needed) => {
    expect(nodeProblem(got, needed)).toBeNull()
  })

  it.each([
    ['20.18.3', '>=20.19'],
    ['18.20.8', '>=20.19'],
    ['16.20.2', '>=20.19'],
    ['9.99.99', '>=20.19'],
    ['22.12.0', '>=22.12.1'],
    // A build from the main branch of Node calls itself so: no release, and judged as the release before it.
    ['20.18.0-nightly', '>=20.19'],
  ])('%s does not suffice for %s, and one line says so', (got, needed) => {
    expect(nodeProblem(got, needed)).toBe(
      `runwarden needs Node ${needed.slice(2)} or newer, got ${got}; install one from https://nodejs.org`,
    )
  })

  it('is bounded from below in package.json, in the form that is read', () => {
    expect(engines.node).toMatch(/^>=\d+(\.\d+)*$/)
  })
})
