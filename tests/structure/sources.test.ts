import { describe, expect, it } from 'vitest'
import { readSources } from '#tests/support/project-sources.ts'

const longest = 400

/** Files that may be longer, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {}

const sources = readSources()
const isTest = (path: string) => path.startsWith('tests/') || /\.test\.tsx?$/.test(path)
/** Said in the line before or in the line itself. */
const reason = /\/\/|\/\*|\*\//
const linesOf = (text: string) => text.split('\n')

/** Every line of product code that matches, without texts and comments, as `path:line`. */
function find(pattern: RegExp, isExcused: (lines: readonly string[], index: number) => boolean): readonly string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) =>
        pattern.test(codeOf(line)) && !isExcused(lines, index) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      )
    })
}

function codeOf(line: string): string {
  if (/^\s*(\*|\/\*|\/\/)/.test(line)) return ''
  return line
    .replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`/g, "''")
    .replaceAll(/\/(?:[^/\\\s]|\\.)+\/[a-z]*/g, '/x/')
    .replace(/\/\/.*$/, '')
}

const hasReason = (lines: readonly string[], index: number) => reason.test(lines[index - 1] ?? '') || reason.test(lines[index] ?? '')

describe('our sources', () => {
  it(`stay below ${longest} lines outside tests, past which there are two ideas in a file`, () => {
    const long = sources
      .filter(({ path, text }) => !isTest(path) && linesOf(text).length > longest && longFiles[path] === undefined)
      .map(({ path, text }) => `${path} has ${linesOf(text).length} lines`)
    expect(long).toEqual([])
  })

  it('excuse no file that is short or gone', () => {
    const needed = new Set(sources.filter(({ text }) => linesOf(text).length > longest).map(({ path }) => path))
    expect(Object.keys(longFiles).filter((path) => !needed.has(path))).toEqual([])
  })

  it('use "any" only with a reason beside it', () => {
    expect(find(/(?::|\bas|<|,|\|)\s*any\b(?!\s*\()/, hasReason)).toEqual([])
  })

  it('silence the compiler and the linter only with a reason', () => {
    const bare = sources.flatMap(({ path, text }) =>
      linesOf(text).flatMap((line, index) => {
        const [, explanation = ''] = /^\s*\/\/ (?:biome-ignore(?:-all)? [^:]*:|@ts-expect-error)(.*)$/.exec(line) ?? []
        const isSilencing = /^\s*\/\/ (?:biome-ignore|@ts-)/.test(line)
        return isSilencing && explanation.trim().length < 10 ? [`${path}:${index + 1}`] : []
      }),
    )
    expect(bare).toEqual([])
  })

  it('import nothing from the folder beside the project, which does not ship', () => {
    const outside = find(/\b(?:import|from)\b.*\bshared\/(?:apis|facts|mission|design|style)/, () => false)
    const literal = sources.filter(({ path, text }) => !isTest(path) && /['"`](?:\.\.\/)+shared\//.test(text)).map(({ path }) => path)
    expect([...outside, ...literal]).toEqual([])
  })

  it('leave no work undone: no TODO without a condition, no skipped or lonely test', () => {
    const words = sources.flatMap(({ path, text }) =>
      linesOf(text).flatMap((line, index) =>
        /\/\/\s*(?:FIXME|XXX|HACK|TODO(?!.*(?:until|when|once)))/.test(line) || /^\s*(?:it|test|describe)\.(?:only|skip|todo)\(/.test(line)
          ? [`${path}:${index + 1}: ${line.trim()}`]
          : [],
      ),
    )
    expect(words).toEqual([])
  })
})
