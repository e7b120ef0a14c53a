import { describe, expect, it } from 'vitest'
import { compileDatePattern } from './date-pattern.ts'
import { instantOf, momentAt, parseIso } from './moment.ts'
import { isTimeZone } from './time-zone.ts'

const iso = (text: string) => {
  const moment = parseIso(text)
  if (!moment) throw new Error(`${text} should be a date`)
  return moment
}

describe('an ISO date', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-11-22T24:00:00Z', '22-11-2026', 'today', '2026-11-22T10', ''])('is not "%s"', (text) => {
    expect(parseIso(text)).toBeUndefined()
  })

  it.each([
    ['2026-11-22T09:00:00+01:00', '2026-11-22T08:00:00.000Z'],
    ['2026-11-22 09:00', '2026-11-22T08:00:00.000Z'],
    ['2026-07-22T09:00:00', '2026-07-22T07:00:00.000Z'],
    ['2024-02-29', '2024-02-28T23:00:00.000Z'],
  ])('%s is an instant in Amsterdam', (text, expected) => {
    expect(new Date(instantOf(iso(text), 'Europe/Amsterdam')).toISOString()).toBe(expected)
  })

  it('finds its way on the night the clock goes back', () => {
    expect(new Date(instantOf(iso('2026-10-25T03:30:00'), 'Europe/Amsterdam')).toISOString()).toBe('2026-10-25T02:30:00.000Z')
  })
})

it('shows an instant as clocks of a zone do, half hours included', () => {
  expect(momentAt(Date.parse('2026-11-22T20:00:00Z'), 'Asia/Kolkata')).toMatchObject({ day: 23, hour: 1, minute: 30, offset: 330 })
})

it('knows which time zones there are', () => {
  expect([isTimeZone('Europe/Amsterdam'), isTimeZone('Europe/Atlantis')]).toEqual([true, false])
})

describe('a date pattern', () => {
  const pattern = (text: string) => {
    const made = compileDatePattern(text)
    if (typeof made === 'string') throw new Error(made)
    return made
  }

  it.each([
    ['dd-MM-yyyy', '22-11-2026', '2026-11-22'],
    ['yyyyMMdd', '20261122', '2026-11-22'],
    ['d/M/yyyy', '2/1/2026', '2026-01-02'],
    ['dd.MM.yyyy HH:mm', '22.11.2026 09:05', '2026-11-22'],
    ["'Week van' dd-MM-yyyy", 'Week van 22-11-2026', '2026-11-22'],
  ])('%s reads %s', (form, text, expected) => {
    const moment = pattern(form).parse(text)
    expect(moment && pattern('yyyy-MM-dd').format(moment)).toBe(expected)
  })

  it.each([
    ['dd-MM-yyyy', '22-11-26'],
    ['dd-MM-yyyy', '31-04-2026'],
    ['dd-MM-yyyy', '22-11-2026 09:00'],
    ['yyyy-MM-dd', '22-11-2026'],
  ])('%s does not read %s', (form, text) => {
    expect(pattern(form).parse(text)).toBeUndefined()
  })

  it('writes the offset of a moment', () => {
    expect(pattern("yyyy-MM-dd'T'HH:mm:ssXXX").format(iso('2026-11-22T09:00:00-03:30'))).toBe('2026-11-22T09:00:00-03:30')
  })

  it('says which letters it does not know', () => {
    expect(compileDatePattern('YYYY-MM-dd')).toContain('"YYYY"')
  })
})
