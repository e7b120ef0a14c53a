import { describe, expect, it } from 'vitest'
import { readSources } from '#tests/support/project-sources.ts'
import { type SaidSentence, saidSentences } from '#tests/support/said-sentences/said-sentences.ts'
import { dutchSentences, originalOf, saySentences } from './say-sentence.ts'
import { untranslated } from './untranslated.ts'

/** Imitations of systems answer as their vendors do, and test support speaks to developers. */
const isOurs = (path: string) => !/(^|\/)(sandbox|sandbox-kit|testing)\//.test(path)

// Where a value is nothing, the sentence has a hole nobody ever sees.
const said = saidSentences(isOurs).filter(({ text }) => !/ {2}|""|: \.?$|^ |^: | is ;/.test(text))

/** Values that are sentences themselves, and what a sentence may begin with; anything else is a value nobody translates. */
const samples: Readonly<Record<string, readonly string[]>> = {
  message: ['The run was stopped.', 'is missing', 'is not a country code such as "NL"'],
  sentence: ['a number is missing'],
  thrown: ['The run was stopped.'],
  said: ['Zx9', ': "Zx9"'],
  what: ['Order 1042', 'check', 'invoice', 'relation number'],
  does: ['write', 'created'],
}
/** What the code, a library or the page puts together of parts that stand there by themselves. */
const composed = [
  ...['is {{value}}: Invalid', 'is {{value}}: Unrecognized', 'is {{value}}: Too', '; it is {{value}}'],
  ...[
    'cannot be opened as a flow.',
    'cannot be saved',
    ' took longer than ',
    ' would be created with',
    'with the order',
    ' would be updated with',
  ],
  ...['counts this product by', '""', 'its variant  has', 'The clock of this computer is', 'There is no field'],
]

const plainSamples = ['Zx9', 'Order 1042']

/** The sentence as a person may meet it; several where its values are sentences of their own. */
function examplesOf(text: string): readonly string[] {
  return [0, 1, 2, 3].map((turn) =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const known = samples[name] ?? samples[name.toLowerCase()]
      return known ? (known[turn % known.length] ?? '') : (plainSamples[turn % plainSamples.length] ?? '')
    }),
  )
}

function isInDutch({ text }: SaidSentence): boolean {
  return examplesOf(text).some((example) => saySentences(example, 'nl') !== example)
}

const isLeftOut = ({ at, text }: SaidSentence) => untranslated.some((one) => at.startsWith(one.at) && text.includes(one.says ?? ''))

describe('the messages and hints of errors, outcomes and log lines', () => {
  it('are gathered from the sources', () => {
    const texts = new Set(said.map(({ text }) => text))
    expect(texts.size).toBeGreaterThan(800)
    expect(texts).toContain('Odoo refused the API key for database "{{database}}".')
    expect(texts).toContain('Use another relation number, or look the existing one up in the till.')
    expect(texts).toContain(
      '{{what}} is for no single product; MplusKASSA keeps prices inside its articles.'.replace('{{what}}', 'Price {{key}}'),
    )
  })

  it.each([
    [
      'Order 1042, line 2: tax code "7" for NL is in no row of the table "Tax codes"; line 3: payment term "x" is in no row of the table "Payment terms"; it waits for one.',
      'Order 1042, regel 2: btw-code "7" voor NL staat in geen rij van de tabel "Btw-codes"; regel 3: betalingsconditie "x" staat in geen rij van de tabel "Betalingscondities"; het record wacht op een rij.',
    ],
    [
      'Till North: orders.read was answered with status 429; trying again in 3 s.',
      'Till North: orders.read kreeg antwoord met status 429; nieuwe poging over 3 s.',
    ],
    ['Product A: the price is "x", which is no amount such as 9.95.', 'Artikel A: de prijs is "x", en dat is geen bedrag zoals 9.95.'],
    ['Order 7: MplusKASSA refused the payment of it: "Card declined".', 'Order 7: MplusKASSA weigerde de betaling ervan: "Card declined".'],
    [
      'Customer a@b.nl: it was sent to Odoo, and no answer says whether it was written. Till: orders.create was stopped: it may or may not have been carried out.',
      'Klant a@b.nl is naar Odoo gestuurd, en geen antwoord zegt of het is geschreven. Till: orders.create is gestopt: misschien is het uitgevoerd, misschien niet.',
    ],
    ['Odoo refused: The partner is archived.', 'Odoo weigerde: The partner is archived.'],
    ['Order 12: quantity cannot be filled: "x" is not a number.', 'Order 12: aantal is niet te vullen: "x" is geen getal.'],
    ['The moon is full. Run it again.', 'The moon is full. Draai het opnieuw.'],
    ['The moon is full.', 'The moon is full.'],
  ])('%j', (english, dutch) => {
    expect(saySentences(english, 'nl')).toBe(dutch)
    expect(saySentences(english, 'en')).toBe(english)
    expect(originalOf(english, 'nl')).toBe(dutch === english ? undefined : english)
  })

  it('are there in Dutch, or named as what only developers meet', () => {
    const missing = said.filter((one) => !isInDutch(one) && !isLeftOut(one))
    expect(missing.map(({ at, text }) => `${at}: ${text}`)).toEqual([])
  })

  it('are left out only where they still are, and are not there in Dutch', () => {
    const idle = untranslated.filter(
      (one) => !said.some((sentence) => isLeftOut(sentence) && sentence.at.startsWith(one.at) && !isInDutch(sentence)),
    )
    expect(idle).toEqual([])
  })

  it('hold the same values in Dutch, in whatever order', () => {
    const valuesIn = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join(' ')
    const differing = errorSentences().filter(
      ([text, dutch]) => valuesIn(text) !== valuesIn(dutch) && !/, the \{\{place\}\}|the \{\{kind\}\} builder/.test(text),
    )
    expect(differing.map(([text]) => text)).toEqual([])
  })

  it('are still said by somebody', () => {
    const sources = readSources()
      .filter(({ path }) => /^(core|nodes|host|connectors)\//.test(path) && !/\.test\.ts$/.test(path) && isOurs(path))
      .map(({ text }) => text.replaceAll("\\'", "'"))
      .join('\n')
    const texts = said.map(({ text }) => text).join('\n')
    const unsaid = errorSentences().filter(([text]) => {
      const parts = text.split(/\{\{\w+\}\}/).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      return !new RegExp(parts.join('.*?')).test(texts) && !parts.every((part) => new RegExp(part.replaceAll(' ', '[ -]')).test(sources))
    })
    expect(unsaid.map(([text]) => text).filter((text) => !composed.some((one) => text.includes(one)))).toEqual([])
  })
})

function errorSentences(): readonly (readonly [string, string])[] {
  return Object.entries(dutchSentences).flatMap(([file, texts]) => (file.startsWith('errors-') ? Object.entries(texts) : []))
}
