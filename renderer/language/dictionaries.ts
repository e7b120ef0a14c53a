import { pageLanguage } from './page-language.ts'

/**
 * The host speaks English: its catalogue, the steps of a mapping, the fields of the model. What they say is found here by the English
 * text, one file per subject: `nodes`, `functions`, `model`, one for each system, and `shared` for what several systems say.
 */
export type Dictionary = Readonly<Record<string, string>>

const files = import.meta.glob<Dictionary>('./nl/catalogue/*.json', { eager: true, import: 'default' })

export const dutch: Readonly<Record<string, Dictionary>> = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
)

/** Says an English text of the host in another language; a text nobody has translated yet as it came. */
export type Say = (text: string) => string

/** Where an English text stands: in the subject's own file, else in the shared one. */
export function homeOf(subject: string, text: string): string | undefined {
  return [subject, 'shared'].find((one) => Object.hasOwn(dutch[one] ?? {}, text))
}

const asItCame: Say = (text) => text
const sayers = new Map<string, Say>()

/** The words of one subject in the page's language. */
export function sayer(subject: string, language: string = pageLanguage()): Say {
  if (language !== 'nl') return asItCame
  const known = sayers.get(subject)
  if (known) return known
  const say: Say = (text) => dutch[homeOf(subject, text) ?? '']?.[text] ?? text
  sayers.set(subject, say)
  return say
}
