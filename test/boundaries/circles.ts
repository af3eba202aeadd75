/** Files by path -> the files that each imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/** Import circles, each as `a -> b -> a`: empty when there is none, and at least one where some file reaches itself. */
export const circlesOf = (graph: ImportGraph): readonly string[] => {
  const circles: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const follow = (file: string): void => {
    const start = path.indexOf(file)
    if (start !== -1) circles.push([...path.slice(start), file].join(' -> '))
    if (start !== -1 || done.has(file)) return
    path.push(file)
    for (const imported of graph.get(file) ?? []) follow(imported)
    path.pop()
    done.add(file)
  }
  for (const file of graph.keys()) follow(file)
  return circles
}
