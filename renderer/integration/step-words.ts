import type { TFunction } from 'i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import type { Lane } from '#core/integration/answers.ts'
import { startLane } from '#core/integration/questions.ts'
import { laneEnds } from '#core/integration/sides.ts'
import type { CatalogueLookup } from '#renderer/editor/catalogue.ts'
import type { Step } from './wizard-steps.ts'
import type { Wizard } from './wizard-store.ts'

type Words = TFunction<'integration'>

/** What was answered there, short enough for a list; empty while nothing was. */
export function answeredAt(
  step: Step,
  { answers, connections, trying }: Wizard,
  { t, catalogue, cards }: { readonly t: Words; readonly catalogue: CatalogueLookup; readonly cards: readonly ConnectionCard[] },
): string {
  const lane = step.lane === undefined ? undefined : answers.lanes[step.lane]
  switch (step.kind) {
    case 'systems':
      return [answers.left, answers.right].flatMap((id) => (id === undefined ? [] : (catalogue.connector(id)?.label ?? id))).join(' · ')
    case 'connections': {
      const chosen = [connections.left, connections.right]
      return chosen.flatMap((id) => cards.find((card) => card.id === id)?.name ?? []).join(' · ')
    }
    case 'kinds':
      return answers.lanes.map(({ entity }) => t(`kind.${entity}`)).join(' · ')
    case 'questions': {
      const ends = lane && laneEnds(answers, lane, catalogue)
      if (!lane || !ends) return ''
      const { documentType } = lane.upsert
      const document = typeof documentType === 'string' ? ends.target.entity.documentTypes[documentType] : undefined
      const count = changedAnswers(lane, startLane(lane, ends))
      return [document, count > 0 ? t('answered.questions', { count }) : t('answered.usual')].filter(Boolean).join(' · ')
    }
    case 'tables': {
      const rows = lane?.tables.reduce((sum, table) => sum + table.rows.length, 0) ?? 0
      return lane && lane.tables.length > 0 ? t('answered.tables', { count: rows }) : ''
    }
    case 'try':
      return trying.kind === 'there' ? t('answered.try', { count: trying.records.length }) : ''
    case 'finish':
      return ''
  }
}

/** Answers that are not those a lane begins with. */
function changedAnswers(lane: Lane, start: Lane): number {
  const places = ['read', 'upsert', 'write', 'customerWrite'] as const
  const held = places.flatMap((place) => Object.entries(lane[place]).filter(([name, value]) => !same(value, start[place][name])))
  return held.length + (['statuses', 'paymentStates'] as const).filter((name) => !same(lane[name], start[name])).length
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What a step is called: those of a lane by what goes where. */
export function titleOf(
  step: Step,
  { answers }: Pick<Wizard, 'answers'>,
  { t, catalogue }: { readonly t: Words; readonly catalogue: CatalogueLookup },
): string {
  const lane = step.lane === undefined ? undefined : answers.lanes[step.lane]
  if (!lane) return t(`step.${step.kind}.title`)
  const label = (id: string | undefined) => catalogue.connector(id ?? '')?.label ?? id ?? ''
  const [source, target] = lane.from === 'left' ? [answers.left, answers.right] : [answers.right, answers.left]
  return t(`step.${step.kind}.of-lane`, { kind: t(`kind.${lane.entity}`), source: label(source), target: label(target) })
}
