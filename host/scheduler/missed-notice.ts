import type { Notice } from '#core/contract/app.ts'
import { writeTime } from '#core/schedule/local-time.ts'
import { absenceOf, type SlotDecision } from '#core/schedule/missed.ts'

const mostNamed = 5

/** Which runs were missed, why, and what was done about it. */
export function missedNotice(
  { flowId, name, timeZone }: { readonly flowId: string; readonly name: string; readonly timeZone: string },
  decisions: readonly SlotDecision[],
): Omit<Notice, 'id' | 'at'> {
  const singles = decisions.filter(({ until }) => until === null)
  const isMany = singles.length < decisions.length
  const madeUp = decisions.filter(({ what }) => what === 'run').length
  const [first] = decisions
  const why = first?.reason.split(';')[0] ?? ''
  const when = times(decisions, timeZone)
  const isSpan = when.length < decisions.length || isMany
  const count = isMany ? `more than ${singles.length} runs` : singles.length === 1 ? 'a run' : `${singles.length} runs`
  return {
    kind: 'slots-missed',
    flowId,
    title: `"${name}" missed ${count}`,
    text: `${capital(why)}: ${when.join(isSpan ? ' to ' : ', ')}. ${done(madeUp, decisions.length, isMany)}`,
    ...(first && {
      about: {
        ...{ code: 'slots-missed', flow: name, missed: singles.length, isMore: isMany, absence: absenceOf(first) },
        ...{ times: [...when], isSpan, madeUp, isAllMadeUp: madeUp === decisions.length },
      },
    }),
  }
}

function times(decisions: readonly SlotDecision[], timeZone: string): readonly string[] {
  const first = decisions[0]?.at ?? 0
  const write = (at: number) => writeTime(at, timeZone, at === first ? undefined : first)
  if (decisions.length <= mostNamed && decisions.every(({ until }) => until === null)) return decisions.map(({ at }) => write(at))
  return [write(first), write(decisions.at(-1)?.at ?? first)]
}

function done(madeUp: number, all: number, isMany: boolean): string {
  if (madeUp === 0) return 'Skipped, as the schedule says.'
  if (madeUp === 1) return all === 1 && !isMany ? 'It is run now.' : 'One run now makes up for them.'
  return madeUp === all ? 'Each of them is run now, one after the other.' : `The newest ${madeUp} of them are run now, one after the other.`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
