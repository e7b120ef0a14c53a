import type { Handlers } from '#core/contract/dispatch.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { FlowLibrary } from './flow-library.ts'
import { hashOf } from './flow-text.ts'
import type { RunBoard } from './run-board.ts'
import { summaryOf } from './run-summary.ts'

type RunHandlers = Pick<Handlers, 'run:start' | 'run:stop' | 'run:active' | 'run:list'>

export function createRunHandlers({
  board,
  library,
  journal,
}: {
  readonly board: RunBoard
  readonly library: FlowLibrary
  readonly journal: () => Journal
}): RunHandlers {
  return {
    'run:start': async ({ flowId, mode, document: given }) => {
      library.get(flowId)
      if (given && given.id !== flowId) throw new SettingsError('The draft belongs to another flow.', { code: 'other-flow' })
      const document = given ?? (await library.draftDocument(flowId))
      return board.start({ document, mode, cause: 'hand', version: await versionOf(library, flowId, document) })
    },
    'run:stop': ({ runId }) => board.stop(runId),
    'run:active': () => board.active(),
    'run:list': ({ flowId, after, limit }) => {
      const { rows, next } = journal().runs({ ...(flowId !== undefined && { flowId }) }, { ...(after !== undefined && { after }), limit })
      return { rows: rows.map(summaryOf), next }
    },
  }
}

/** A draft that is what was published last runs as that version. */
async function versionOf(library: FlowLibrary, flowId: string, document: FlowDocument): Promise<number | null> {
  const { publishedVersion, publishedHash } = library.get(flowId)
  return publishedHash !== null && publishedHash === hashOf(document) ? publishedVersion : null
}
