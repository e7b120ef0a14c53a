import type { KeptIntegrationDraft } from '#core/contract/integrations.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Answers } from '#core/integration/answers.ts'
import { SettingsError } from '#core/kit/errors.ts'

/** `buildFlow` of core/integration on this program's systems. */
export type BuildFlow = (
  answers: Answers,
) => { readonly ok: FlowDocument } | { readonly missing: readonly { readonly path: string; readonly message: string }[] }

/** @throws SettingsError `answers-missing` that names the first and holds all of them in its facts */
export function builtFlow(build: BuildFlow, answers: Answers): FlowDocument {
  const built = build(answers)
  if ('ok' in built) return built.ok
  const { missing } = built
  throw new SettingsError(missing[0]?.message ?? 'Some questions have no answer yet.', {
    code: 'answers-missing',
    hint: missing.length > 1 ? `${missing.length} answers are missing; each is marked at its question.` : 'Go back to its question.',
    facts: { missing: missing.slice(0, 50).map(({ path, message }) => ({ path, message })) },
  })
}

/** Which connection stands behind each slot of the flow that was made of a draft. */
export function boundSlots({ slots }: FlowDocument, { answers, connections }: Pick<KeptIntegrationDraft, 'answers' | 'connections'>) {
  const bound = new Map<string, string>()
  for (const [slot, { connector }] of Object.entries(slots)) {
    const side = slot === 'left' || slot === 'right' ? slot : connector === answers.left ? 'left' : 'right'
    const connectionId = connections[side]
    if (connectionId !== undefined) bound.set(slot, connectionId)
  }
  return bound
}
