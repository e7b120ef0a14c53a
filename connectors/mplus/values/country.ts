/**
 * The till keeps countries as free text. Recognised are ISO codes of two letters and the names of all countries in the
 * languages a Benelux, German, French or Nordic till is used in; the spellings below are what people type besides.
 */
const languages = ['nl', 'en', 'de', 'fr', 'sv', 'nb', 'pl', 'tr']

const spellings: Readonly<Record<string, string>> = {
  holland: 'NL',
  'the netherlands': 'NL',
  'nederland (nl)': 'NL',
  nld: 'NL',
  ned: 'NL',
  bel: 'BE',
  belgie: 'BE',
  deu: 'DE',
  ger: 'DE',
  fra: 'FR',
  lux: 'LU',
  gbr: 'GB',
  uk: 'GB',
  england: 'GB',
  engeland: 'GB',
  usa: 'US',
  esp: 'ES',
  ita: 'IT',
  dnk: 'DK',
  swe: 'SE',
  nor: 'NO',
  pol: 'PL',
  tur: 'TR',
  aut: 'AT',
  che: 'CH',
}

/** `Nederland`, `NL`, `Netherlands` → `NL`; undefined for a text that names no country we know. */
export function countryCode(text: string | undefined): string | undefined {
  const wanted = (text ?? '').trim().toLowerCase()
  if (wanted === '') return undefined
  return spellings[wanted] ?? countriesByName().get(wanted)
}

/** The country's Dutch name, as people at the till write it: `NL` → `Nederland`. */
export function countryName(code: string | undefined): string | undefined {
  return code === undefined ? undefined : (namesIn('nl').of(code) ?? code)
}

let byName: ReadonlyMap<string, string> | undefined

function countriesByName(): ReadonlyMap<string, string> {
  byName ??= new Map(
    languages.flatMap((language) => {
      const names = namesIn(language)
      return codes().flatMap((code): [string, string][] => [
        [(names.of(code) ?? code).toLowerCase(), code],
        [code.toLowerCase(), code],
      ])
    }),
  )
  return byName
}

function namesIn(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
}

/** Every two-letter code that names a country today; retired codes (DD, SU) and groupings (EU, UN) are left out. */
function codes(): readonly string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !/^(X[A-Z]|Q[M-Z]|ZZ|EU|EZ|UN)$/.test(code) || code === 'XK')
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` && names.of(code) !== undefined)
}
