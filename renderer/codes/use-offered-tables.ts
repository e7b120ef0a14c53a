import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeSource } from '#core/codes/code-kinds.ts'
import type { TableNeed } from '#core/integration/tables.ts'
import type { CodeChoices, OfferedTable } from './code-choices.ts'
import { type CodeList, useCodeLists, type WantedList } from './use-code-lists.ts'

/** One side of a table: its system, and the connection that is asked for its codes. */
export interface CodeSide {
  readonly systemLabel: string
  readonly connectionId: string | undefined
  /** What has to be bound before lists can be asked for, by name. */
  readonly slotLabel: string
}

type Needed = Pick<TableNeed, 'kind' | 'isNeeded' | 'source' | 'target'>

/** Tables with what both live systems have to choose from. Keep `needs` the same while nothing changes. */
export function useOfferedTables(needs: readonly Needed[], source: CodeSide, target: CodeSide): readonly OfferedTable[] {
  const { t } = useTranslation('codes')
  const wanted = useMemo(
    () =>
      needs
        .flatMap((need) => [wantedOf(need.source, source.connectionId), wantedOf(need.target, target.connectionId)])
        .filter((one) => one !== undefined),
    [needs, source.connectionId, target.connectionId],
  )
  const listOf = useCodeLists(wanted)
  return needs.map(({ kind, isNeeded, source: from, target: to }) => ({
    kind,
    isNeeded,
    source: from ? choicesOf(from, source, listOf, t) : { kind: 'typed', why: t('typed.fill-in', { system: source.systemLabel }) },
    target: choicesOf(to, target, listOf, t),
  }))
}

function wantedOf(code: CodeSource | undefined, connectionId: string | undefined): WantedList | undefined {
  return code?.list !== undefined && connectionId !== undefined ? { connectionId, list: code.list } : undefined
}

type Words = ReturnType<typeof useTranslation<'codes'>>['t']

function choicesOf(code: CodeSource, side: CodeSide, listOf: (one: WantedList) => CodeList, t: Words): CodeChoices {
  const { systemLabel: system, slotLabel: slot } = side
  if (code.choices) return { kind: 'there', choices: fixedChoices(code.choices) }
  if (code.list === undefined) return { kind: 'typed', why: t('typed.no-list', { system }) }
  const wanted = wantedOf(code, side.connectionId)
  return wanted ? listOf(wanted) : { kind: 'typed', why: t('typed.unbound', { slot, system }) }
}

const fixed = new WeakMap<object, Extract<CodeChoices, { kind: 'there' }>['choices']>()

/** The same list for the same declaration, so that rows are not made anew. */
function fixedChoices(choices: Readonly<Record<string, string>>): Extract<CodeChoices, { kind: 'there' }>['choices'] {
  const made = fixed.get(choices) ?? Object.entries(choices).map(([value, label]) => ({ value, label }))
  fixed.set(choices, made)
  return made
}
