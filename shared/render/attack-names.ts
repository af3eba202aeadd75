/** Ids of the tactics used here (https://attack.mitre.org/tactics/enterprise/). */
const TACTICS: ReadonlyMap<string, string> = new Map([
  ['Initial Access', 'TA0001'],
  ['Execution', 'TA0002'],
  ['Defense Evasion', 'TA0005'],
  ['Credential Access', 'TA0006'],
  ['Lateral Movement', 'TA0008'],
  ['Command and Control', 'TA0011'],
])

/** Id of a tactic by its name, null for one that no rule uses. */
export const tacticId = (name: string): string | null => TACTICS.get(name) ?? null

/** `T1078` of `T1078.004`; the technique itself when it has no part. */
export const parentTechnique = (id: string): string => id.split('.')[0] ?? id

/** `/techniques/T1078/004/` under https://attack.mitre.org. */
export const techniqueUrl = (id: string): string => `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
