import { z } from 'zod'
import type { Notice } from './app.ts'

const message = z.object({ message: z.string(), hint: z.string().optional() })
const ofFlow = z.object({ flow: z.string() })

/**
 * What a notice is about, as facts: from these another language makes its own words. `message` and `hint` are those of an error, in
 * English as in the log.
 */
export const noticeAboutSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('run-failed'), ...ofFlow.shape, ...message.shape }),
  z.object({
    code: z.literal('records-failed'),
    ...ofFlow.shape,
    failed: z.number(),
    unknown: z.number(),
    /** `3 × the message (the key of one)`; absent when nobody knows why. */
    cause: z.object({ count: z.number(), message: z.string().optional(), key: z.string() }).optional(),
    otherCauses: z.number(),
    hint: z.string().optional(),
  }),
  z.object({
    code: z.literal('slots-missed'),
    ...ofFlow.shape,
    /** How many are counted one by one; with `isMore` there were others before them. */
    missed: z.number(),
    isMore: z.boolean(),
    absence: z.enum(['asleep', 'not-running']),
    /** When: each of them, or the first and the last. */
    times: z.array(z.string()),
    isSpan: z.boolean(),
    madeUp: z.number(),
    isAllMadeUp: z.boolean(),
  }),
  z.object({ code: z.literal('runs-wait'), flows: z.array(z.string()) }),
  z.object({ code: z.literal('run-continued'), ...ofFlow.shape, runId: z.number() }),
  z.object({ code: z.literal('run-not-continued'), ...ofFlow.shape, ...message.shape }),
  z.object({ code: z.literal('schedules-stopped'), ...message.shape }),
  z.object({ code: z.literal('connection-lost'), connection: z.string(), ...ofFlow.shape, ...message.shape }),
  z.object({ code: z.literal('file-changed'), ...ofFlow.shape, what: z.enum(['changed', 'missing', 'unreadable']) }),
])

export type NoticeAbout = Readonly<z.infer<typeof noticeAboutSchema>>

export interface NoticeWords {
  readonly title: string
  readonly text: string
}

/**
 * A notice in a person's language. One without facts, of a version before them, keeps its own words.
 * @param say puts the message and hint of an error into that language, where there are words for it
 */
export function noticeWords(
  { title, text, about }: Pick<Notice, 'title' | 'text' | 'about'>,
  language: 'en' | 'nl',
  say: (text: string) => string = (words) => words,
): NoticeWords {
  return language === 'nl' && about ? dutch(inDutch(about, say)) : { title, text }
}

function inDutch(about: NoticeAbout, say: (text: string) => string): NoticeAbout {
  if (about.code === 'records-failed') {
    const { cause, hint } = about
    return {
      ...about,
      ...(cause && { cause: { ...cause, ...(cause.message !== undefined && { message: say(cause.message) }) } }),
      ...(hint !== undefined && { hint: say(hint) }),
    }
  }
  if (!('message' in about)) return about
  return { ...about, message: say(about.message), ...(about.hint !== undefined && { hint: say(about.hint) }) }
}

function dutch(about: NoticeAbout): NoticeWords {
  switch (about.code) {
    case 'run-failed':
      return { title: `"${about.flow}" is mislukt`, text: sentences(about.message, about.hint) }
    case 'records-failed':
      return { title: `"${about.flow}": ${dutchCounts(about)}`, text: sentences(dutchCause(about), about.hint) }
    case 'slots-missed':
      return { title: `"${about.flow}" miste ${dutchMissed(about)}`, text: dutchSlots(about) }
    case 'runs-wait': {
      const names = about.flows.map((flow) => `"${flow}"`).join(', ')
      return {
        title: about.flows.length === 1 ? 'Een run wacht tot hij verder kan' : 'Runs wachten tot ze verder kunnen',
        text: `${names}: onderbroken toen Sluice eindigde. Gaat verder zodra de inloggegevens ontgrendeld zijn.`,
      }
    }
    case 'run-continued':
      return {
        title: `"${about.flow}" is hervat`,
        text: `De run werd onderbroken toen Sluice eindigde. Run ${about.runId} gaat verder waar die stopte; niets wordt twee keer geschreven.`,
      }
    case 'run-not-continued':
      return {
        title: `"${about.flow}" kon niet worden hervat`,
        text: sentences('De run werd onderbroken toen Sluice eindigde.', about.message, about.hint),
      }
    case 'schedules-stopped':
      return { title: 'De schema’s lopen niet', text: sentences(about.message, about.hint) }
    case 'connection-lost':
      return {
        title: `${about.connection} is niet te gebruiken`,
        text: sentences(`"${about.flow}" kon niet volgens schema lopen.`, about.message, about.hint),
      }
    case 'file-changed':
      return { title: `"${about.flow}": ${dutchFile[about.what]}`, text: 'Open de flow, vergelijk beide en kies welke geldt.' }
  }
}

const dutchFile = {
  changed: 'het bestand is buiten Sluice gewijzigd',
  missing: 'het bestand is er niet meer',
  unreadable: 'het bestand is niet meer te lezen',
} as const

type About<Code extends NoticeAbout['code']> = Extract<NoticeAbout, { readonly code: Code }>

function dutchCounts({ failed, unknown }: About<'records-failed'>): string {
  return [failed > 0 && `${failed} mislukt`, unknown > 0 && `${unknown} onzeker`].filter(Boolean).join(', ')
}

function dutchCause({ cause, otherCauses }: About<'records-failed'>): string | undefined {
  if (!cause) return undefined
  const more = otherCauses === 0 ? '' : otherCauses === 1 ? ' en nog een oorzaak' : ` en nog ${otherCauses} oorzaken`
  return `${cause.count} × ${cause.message ?? 'geen reden gegeven'} (${cause.key})${more}.`
}

function dutchMissed({ missed, isMore }: About<'slots-missed'>): string {
  if (isMore) return `meer dan ${missed} runs`
  return missed === 1 ? 'een run' : `${missed} runs`
}

function dutchSlots({ absence, times, isSpan, madeUp, isAllMadeUp, missed, isMore }: About<'slots-missed'>): string {
  const why = absence === 'asleep' ? 'De computer sliep of de klok werd verzet' : 'Sluice liep niet'
  const when = times.join(isSpan ? ' tot en met ' : ', ')
  const done =
    madeUp === 0
      ? 'Overgeslagen, zoals het schema zegt.'
      : madeUp === 1
        ? missed === 1 && !isMore
          ? 'De run begint nu.'
          : 'Eén run haalt ze nu in.'
        : isAllMadeUp
          ? 'Elk ervan wordt nu uitgevoerd, na elkaar.'
          : `De nieuwste ${madeUp} ervan worden nu uitgevoerd, na elkaar.`
  return `${why}: ${when}. ${done}`
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
