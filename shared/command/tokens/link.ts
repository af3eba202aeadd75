import type { CommandDraft, PipelineDraft } from './reader'
import type { Command } from './script'

/** Enough for any pipeline a person writes; `a|a|a|...` over the whole text must not cost its square. */
const NEIGHBOURS = 8

const append = (list: Command[], more: readonly Command[]): void => {
  for (const command of more) {
    if (list.length >= NEIGHBOURS) return
    list.push(command)
  }
}

/** Links every command of a pipeline with the commands it reads from and writes to. */
export const linkStages = (stages: readonly (readonly CommandDraft[])[], source: string): void => {
  let before: readonly CommandDraft[] = []
  for (const stage of stages) {
    for (const command of stage) {
      append(command.upstream, before)
      command.pipelineSource = source
    }
    before = [...stage.slice(0, NEIGHBOURS), ...before].slice(0, NEIGHBOURS)
  }
  let after: readonly CommandDraft[] = []
  for (const stage of [...stages].reverse()) {
    for (const command of stage) append(command.downstream, after)
    after = [...stage.slice(0, NEIGHBOURS), ...after].slice(0, NEIGHBOURS)
  }
}

/**
 * All commands of a group, which together are one stage of the pipeline around it; each once, for a group
 * inside stands in two pipelines.
 */
export const joinPipelines = (pipelines: readonly PipelineDraft[]): readonly CommandDraft[] => [
  ...new Set(pipelines.flatMap(({ stages }) => stages.flat())),
]
