import { describe, expect, it } from 'vitest'
import { type Asked, readPageTexts, readTexts, withoutPlural } from '#tests/support/page-texts.ts'
import { readSources } from '#tests/support/project-sources.ts'

const english = readTexts('en')
const dutch = readTexts('nl')
const page = readSources().filter(({ path }) => path.startsWith('renderer/') && !/\.test\.tsx?$/.test(path))
const { asked, literals, hardCoded } = readPageTexts(page)

/** Words that are the same in every language. */
const names = new Set(['Sluice'])

const keysOf = (namespace: string) => Object.keys(english[namespace] ?? {})
const allKeys = Object.entries(english).flatMap(([namespace, texts]) => Object.keys(texts).map((key) => ({ namespace, key })))
const says = ({ path, line, key }: Asked) => `${path}:${line} ${String(key)}`

function isThere({ namespace, key }: Asked): boolean {
  const candidates = namespace === undefined ? allKeys.map((one) => one.key) : keysOf(namespace)
  return candidates.some((one) => {
    const plain = withoutPlural(one)
    return key instanceof RegExp ? key.test(plain) || key.test(one) : key === plain || key === one
  })
}

describe('the texts of the page', () => {
  it('are there in both languages, with the same places for values', () => {
    const placesOf = (text: string | undefined) => [...new Set(text?.match(/\{\{\s*\w+/g))].sort()
    const differing = Object.keys({ ...english, ...dutch }).flatMap((namespace) =>
      Object.keys({ ...english[namespace], ...dutch[namespace] }).filter((key) => {
        const [one, other] = [english[namespace]?.[key], dutch[namespace]?.[key]]
        // Empty on purpose is empty in both.
        return (
          one === undefined || other === undefined || (one === '') !== (other === '') || placesOf(one).join() !== placesOf(other).join()
        )
      }),
    )
    expect(differing).toEqual([])
  })

  it('are there for everything the page asks for', () => {
    expect(asked.filter((one) => !isThere(one)).map(says)).toEqual([])
  })

  it('are all asked for', () => {
    const unused = allKeys.filter(({ namespace, key }) => {
      const plain = withoutPlural(key)
      if (literals.has(plain) || literals.has(key)) return false
      return !asked.some(
        (one) => (one.namespace ?? namespace) === namespace && (one.key instanceof RegExp ? one.key.test(plain) : one.key === plain),
      )
    })
    expect(unused.map(({ namespace, key }) => `${namespace}: ${key}`)).toEqual([])
  })

  it('stand in the language files, never in the code', () => {
    expect(hardCoded.filter(({ text }) => !names.has(text)).map(({ path, line, text }) => `${path}:${line} "${text}"`)).toEqual([])
  })
})

describe('the reader of texts', () => {
  it('sees keys, patterns and words in code', () => {
    const source = `
      function One() {
        const { t } = useTranslation('home')
        return <p title="Say it">{t(isNew ? 'new' : 'old')} {t(\`step.\${id}.title\`)} loose words {busy && 'Busy now'}</p>
      }`
    const found = readPageTexts([{ path: 'One.tsx', text: source }])
    expect(found.asked.map(({ namespace, key }) => `${namespace} ${String(key)}`)).toEqual([
      'home new',
      'home old',
      'home /^step\\.[\\w.-]+\\.title$/',
    ])
    expect(found.hardCoded.map(({ text }) => text).sort()).toEqual(['Busy now', 'Say it', 'loose words'])
  })
})
