import type { CodeKind } from '#core/codes/code-kinds.ts'
import type { ContractError } from '#core/contract/reply.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'

/** The codes of one side, as far as they are known. `typed`: there is no list to ask, `why` says so to the user. */
export type CodeChoices =
  | { readonly kind: 'loading' }
  | { readonly kind: 'there'; readonly choices: readonly LiveChoice[] }
  | { readonly kind: 'failed'; readonly error: ContractError; readonly retry: () => void }
  | { readonly kind: 'typed'; readonly why: string }

/** A table that may be filled: its kind, and what both systems have to choose from. */
export interface OfferedTable {
  readonly kind: CodeKind
  /** The source gives codes of its own; without it, the table only fills in. */
  readonly isNeeded: boolean
  readonly source: CodeChoices
  readonly target: CodeChoices
}

/** Undefined while they are not known: nothing can then be said about a code. */
export function knownChoices(choices: CodeChoices): readonly LiveChoice[] | undefined {
  return choices.kind === 'there' ? choices.choices : undefined
}

/** For a field: both the code and its name can be searched; a percentage that the name does not tell stands below. */
export function asItems(choices: readonly LiveChoice[] | undefined): readonly Choice[] {
  return (choices ?? []).map(({ value, label, rate }) => ({
    id: value,
    label: label.includes(value) ? label : `${value} · ${label}`,
    ...(rate !== undefined && !label.includes(rate) && { hint: `${rate}%` }),
  }))
}
