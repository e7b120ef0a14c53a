import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot, readSources } from '#tests/support/project-sources.ts'

const renderer = join(projectRoot, 'renderer')
const tokens = readFileSync(join(renderer, 'styles/tokens.css'), 'utf8')
const stylesheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css') && !path.endsWith('tokens.css'))
  .map((path) => ({ path, text: readFileSync(join(renderer, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '') }))

const components = readSources().filter(({ path }) => path.startsWith('renderer/'))

const themes = ['light', 'dark'] as const

/** `--text: light-dark(#17212b, #e4eaef)` → both values. */
const colours = new Map(
  [...tokens.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

function contrast(one: string, other: string, theme: 'light' | 'dark'): number {
  const [first, second] = [one, other].map((name) => luminance(colours.get(name)?.[theme] ?? `#${name}`))
  const [lighter, darker] = [Math.max(first ?? 0, second ?? 0), Math.min(first ?? 0, second ?? 0)]
  return (lighter + 0.05) / (darker + 0.05)
}

/** As WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const surfaces = ['surface', 'surface-raised', 'surface-sunken', 'surface-float']
const texts = ['text', 'text-quiet', 'accent-text', 'done', 'waiting', 'failed', 'unknown', 'skipped']

const tooFaint = (pairs: readonly (readonly [string, string])[], least: number) =>
  pairs.flatMap(([front, back]) =>
    themes
      .filter((theme) => contrast(front, back, theme) < least)
      .map((theme) => `${front} on ${back}, ${theme}: ${contrast(front, back, theme).toFixed(2)}`),
  )

describe('the tokens', () => {
  it('give text a contrast of at least 4.5 on everything it stands on', () => {
    const pairs: [string, string][] = [
      ...surfaces.flatMap((back) => texts.map((front): [string, string] => [front, back])),
      ...['surface-hover', 'surface-pressed', 'surface-selected'].map((back): [string, string] => ['text', back]),
      ['text-quiet', 'surface-hover'],
      ['accent-text', 'surface-selected'],
      ['accent-text', 'accent-soft'],
      ...['done', 'waiting', 'failed', 'unknown', 'skipped'].flatMap((state): [string, string][] => [
        [state, `${state}-soft`],
        ['text', `${state}-soft`],
      ]),
      ['on-accent', 'accent'],
      ['on-accent', 'accent-hover'],
      ['on-accent', 'accent-pressed'],
      ['on-failed', 'failed'],
    ]
    expect(tooFaint(pairs, 4.5)).toEqual([])
  })

  it('give the edges of controls and the focus a contrast of at least 3', () => {
    const pairs = surfaces.flatMap((back) => ['line-strong', 'focus', 'accent'].map((front): [string, string] => [front, back]))
    expect(tooFaint(pairs, 3)).toEqual([])
  })

  it('are named by every stylesheet that uses them, and hold every colour', () => {
    const known = new Set([...tokens.matchAll(/--([\w-]+):/g)].map(([, name]) => name))
    // Set by components on their own elements, or by libraries.
    const set = new Set(components.flatMap(({ text }) => [...text.matchAll(/'--([\w-]+)'/g)].map(([, name]) => name)))
    const given = /^(?:trigger-width|xy-)/
    const own = new Set(stylesheets.flatMap(({ text }) => [...text.matchAll(/--([\w-]+):/g)].map(([, name]) => name)))
    const offences = stylesheets.flatMap(({ path, text }) => {
      const unknown = [...text.matchAll(/var\(--([\w-]+)/g)]
        .map(([, name]) => name ?? '')
        .filter((name) => !known.has(name) && !own.has(name) && !set.has(name) && !given.test(name))
      const raw = text.match(/#[0-9a-f]{3,8}\b(?![\w-]*\s*\{)|\b(?:rgba?|hsla?|oklch)\(/gi) ?? []
      return [...unknown.map((name) => `${path}: --${name}`), ...raw.map((colour) => `${path}: ${colour}`)]
    })
    expect(offences).toEqual([])
  })
})
