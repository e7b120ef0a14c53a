import i18next from 'i18next'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { formatDuration, formatNumber, formatRelative, formatShortNumber } from './format.ts'

const now = new Date(2026, 10, 12, 14, 30).getTime()
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime()
/** Between number and unit stands a space that does not break. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

beforeAll(async () => {
  await i18next.init({ lng: 'nl', resources: {} })
})

describe('a time as a person says it', () => {
  it('counts the minutes of the last hour, and of the next', () => {
    expect(formatRelative(now - 20_000, now)).toBe('nu')
    expect(plain(formatRelative(now - 5 * 60_000, now))).toBe('5 min. geleden')
    expect(plain(formatRelative(now + 90_000, now))).toBe('over 1 min.')
  })

  it('names the hour today, and the day before and after', () => {
    expect(formatRelative(at(2026, 10, 12, 9, 5), now)).toBe('09:05')
    expect(formatRelative(at(2026, 10, 11, 23, 59), now)).toBe('gisteren 23:59')
    expect(formatRelative(at(2026, 10, 13, 2, 0), now)).toBe('morgen 02:00')
  })

  it('names the day of this year, and the year of others', () => {
    expect(formatRelative(at(2026, 2, 3, 14, 5), now)).toBe('3 mrt 14:05')
    expect(formatRelative(at(2025, 11, 31, 14, 5), now)).toBe('31 dec 2025')
  })
})

describe('numbers', () => {
  it('have the marks of the language', () => {
    expect(formatNumber(1_234_567)).toBe('1.234.567')
    expect(plain(formatShortNumber(123_456))).toBe('123,5K')
  })
})

describe('a duration', () => {
  it('is as exact as its length allows', () => {
    expect([400, 12_400, 200_000, 7_500_000].map((ms) => plain(formatDuration(ms)))).toEqual(['0,4 s', '12 s', '3 m 20 s', '2 u 5 m'])
  })
})

it('says numbers in the language of the page where the computer names its own as nothing understands it', () => {
  vi.stubGlobal('navigator', { languages: ['nl-NL@posix'] })
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(formatNumber(12_340)).toBe('12.340')
})
