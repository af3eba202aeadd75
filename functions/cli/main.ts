/**
 * The entry of the command line. It is written and bundled for Nodes far older than the program takes, so that they end
 * with a line that says so, not with a syntax error or a missing function.
 */
import { engines } from '../../package.json'
import { nodeProblem } from './node-version'

const problem = nodeProblem(process.versions.node, engines.node)
if (problem === null) void import('./run')
else {
  process.stderr.write(`${problem}\n`)
  // The value of EXIT.usage, whose module an old Node need not be able to read.
  process.exitCode = 2
}
