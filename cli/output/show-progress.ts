import type { RunProgress } from '#core/engine/run-event.ts'
import { outcomeKinds } from '#core/kit/record.ts'
import type { Output } from './style.ts'

/** One line that rewrites itself on a terminal, JSON lines for programs, silence in a file. */
export function createProgressLine(
  output: Output,
  { stderr, clock }: { readonly stderr: NodeJS.WriteStream; readonly clock: { now(): Date } },
) {
  const startedAt = clock.now().getTime()
  let isDrawn = false
  return {
    show(progress: RunProgress): void {
      output.data({ progress })
      if (output.isJson || !stderr.isTTY) return
      const seconds = Math.max(0.1, (clock.now().getTime() - startedAt) / 1_000)
      const ended = Object.values(progress.outcomes).reduce((sum, count) => sum + count, 0)
      const counts = outcomeKinds.flatMap((kind) => (progress.outcomes[kind] ? [`${progress.outcomes[kind]} ${kind}`] : []))
      const left = progress.remaining ? `, about ${progress.remaining} to come` : ''
      const line = [`${progress.emitted} read${left}`, ...counts, `${Math.round(ended / seconds)}/s`].join(' · ')
      stderr.write(`\r\u001b[2K${line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`)
      isDrawn = true
    },
    clear(): void {
      if (isDrawn) stderr.write('\r\u001b[2K')
      isDrawn = false
    },
  }
}
