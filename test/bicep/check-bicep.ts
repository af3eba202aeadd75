import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import type { Parser } from 'web-tree-sitter'

import { bindNames } from './bind-names'
import { checkDeclarations } from './check-declarations'
import { checkDeployTime } from './check-deploy-time'
import { checkExpressions } from './check-expressions'
import { checkModules } from './check-modules'
import { checkParametersFile } from './check-parameters-file'
import { checkPlacement } from './check-placement'
import { checkResources } from './check-resources'
import { checkStyle } from './check-style'
import { toFinding, type Finding, type Report } from './finding'
import { createModel, type Model, type OpenResult } from './model'
import { readBicepFile } from './read-file'
import { loadSecondParser } from './second-opinion'

type Opened = OpenResult & { readonly findings: readonly Finding[] }

/**
 * Every finding in the given `.bicep` and `.bicepparam` files, in the order of file, line and column.
 * Files they refer to are read but not judged. Resources are checked against `types/subset.json`. Rejects
 * when a given file cannot be read.
 */
export async function checkBicep(files: readonly string[]): Promise<readonly Finding[]> {
  const open = createOpener(await loadSecondParser())
  const findings = files.flatMap((file) => {
    const opened = open(resolve(file))
    if (opened.kind === 'missing') throw new Error(`no file ${file}`)
    return opened.kind === 'model'
      ? [...opened.findings, ...checkModel(opened.model)].filter((finding) => !isDisabled(opened.model, finding))
      : opened.findings
  })
  return findings.toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
  )
}

function createOpener(parser: Parser): (path: string) => Opened {
  const opened = new Map<string, Opened>()
  const open = (path: string): Opened => {
    const before = opened.get(path)
    if (before) return before
    const result = openNew(path)
    opened.set(path, result)
    return result
  }
  const openNew = (path: string): Opened => {
    if (!existsSync(path)) return { kind: 'missing', findings: [] }
    const read = readBicepFile(parser, path)
    if (!read.ok) return { kind: 'unreadable', findings: read.findings }
    const findings: Finding[] = []
    const model = createModel(read.file, (relative) => open(resolve(dirname(path), relative)))
    bindNames(model, reporter(path, findings))
    return { kind: 'model', model, findings }
  }
  return open
}

function checkModel(model: Model): readonly Finding[] {
  const findings: Finding[] = []
  const report = reporter(model.file.path, findings)
  if (model.file.kind === 'parameters') checkParametersFile(model, report)
  checkDeclarations(model, report)
  checkExpressions(model, report)
  checkResources(model, report)
  checkModules(model, report)
  checkDeployTime(model, report)
  checkPlacement(model, report)
  checkStyle(model, report)
  return findings
}

function reporter(file: string, findings: Finding[]): Report {
  return (at, code, message) => findings.push(toFinding(file, at, code, message))
}

function isDisabled(model: Model, finding: Finding): boolean {
  return model.file.disabled.get(finding.line)?.includes(finding.code) ?? false
}
