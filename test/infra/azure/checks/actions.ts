import { AZURE_OPERATIONS } from '../../../../shared/providers/azure/operations'

const AUTOMATION = 'microsoft.automation/automationaccounts'

/** Runbooks and jobs are read in parts: https://learn.microsoft.com/azure/role-based-access-control/permissions */
const OF_AUTOMATION = [
  `${AUTOMATION}/runbooks/content/read`,
  `${AUTOMATION}/runbooks/draft/*/read`,
  `${AUTOMATION}/jobs/read`,
  `${AUTOMATION}/jobs/runbookcontent/action`,
]

/** Arc machines have no user data. */
const withUserData = (machine: string): readonly string[] => (machine.includes('hybridcompute') ? [] : [machine])

/** What functions/azure/command-text reads of Azure for the operations of the table, as actions in lower case. */
export const actionsOfTheCode = (): readonly string[] => {
  const resources = AZURE_OPERATIONS.flatMap(({ name, text }) => {
    const written = name.slice(0, name.lastIndexOf('/'))
    if (text === 'arm:extension') return [written]
    return text === 'arm:runCommand' ? [written, ...withUserData(written.slice(0, written.lastIndexOf('/')))] : []
  })
  return [...new Set([...resources.map((resource) => `${resource}/read`), ...OF_AUTOMATION])]
}
