import type { Choice } from '#renderer/ui/ChoiceList.tsx'

const made = new Map<string, readonly Choice[]>()

/** Groups of countries and private codes that stand among the names of countries. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')

/** Every country by its code, in the order of the names of the page's language. */
export function countryChoices(language: string): readonly Choice[] {
  const known = made.get(language)
  if (known) return known
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const choices = letters
    .flatMap((one) => letters.map((other) => one + other))
    .flatMap((code) => {
      const name = names.of(code)
      // A code that has another one by now, such as UK, is no code of an address.
      const isCurrent = new Intl.Locale(`und-${code}`).region === code
      return name === undefined || !isCurrent || noCountries.has(code) ? [] : [{ id: code, label: `${code} · ${name}` }]
    })
    .toSorted((a, b) => a.label.slice(5).localeCompare(b.label.slice(5), language))
  made.set(language, choices)
  return choices
}
