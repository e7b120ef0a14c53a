import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTimeZone, dayIn, fromSoapDate, fromSoapDateTime, toSoapDate, toSoapDateTime } from './time.ts'

const zones = ['Europe/Amsterdam', 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']

describe('moments', () => {
  it('are the same instant after going to the till and back, in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const second = new Date(Math.floor(date.getTime() / 1000) * 1000)
          expect(Date.parse(fromSoapDateTime(toSoapDateTime(second.toISOString(), zone)) ?? '')).toBe(second.getTime())
        },
      ),
    )
  })

  it.each([
    ['just before the clocks go forward', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59+01:00', false],
    ['just after the clocks went forward', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00+02:00', true],
    ['in the first 02:30 of the night the clocks go back', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00', true],
    ['in the second 02:30 of that night', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00', false],
  ])('show the wall clock of Amsterdam %s', (_when, instant, wall, isSummer) => {
    const sent = toSoapDateTime(instant, 'Europe/Amsterdam')
    expect([fromSoapDateTime(sent), sent.isdst]).toEqual([wall, isSummer])
  })

  it('know summer time on the other half of the globe', () => {
    expect(toSoapDateTime('2026-01-15T00:00:00Z', 'Australia/Sydney').isdst).toBe(true)
  })

  it('carry an offset west of Greenwich', () => {
    const moment = { sec: '5', min: '4', hour: '3', day: '2', mon: '1', year: '2026', isdst: false, timezone: '-210' }
    expect(fromSoapDateTime(moment)).toBe('2026-01-02T03:04:05-03:30')
  })

  it('are absent when the till sends zeros', () => {
    expect(fromSoapDateTime({ sec: '0', min: '0', hour: '0', day: '0', mon: '0', year: '0', isdst: false, timezone: '0' })).toBeUndefined()
  })

  it.each([
    ['2026-02-31T10:00:00', { day: '31', mon: '2' }],
    ['2026-02-03T25:00:00', { hour: '25' }],
    ['2026-02-Foo', { day: 'Foo' }],
  ])('that never were are refused: %s', (said, wrong) => {
    const moment = { sec: '0', min: '0', hour: '10', day: '3', mon: '2', year: '2026', isdst: false, timezone: '60', ...wrong }
    expect(() => fromSoapDateTime(moment)).toThrow(
      expect.objectContaining({ code: 'date-unreadable', message: expect.stringContaining(said) }),
    )
  })

  it('are refused without an offset, which would make them the reader’s own time', () => {
    expect(() => toSoapDateTime('2026-11-22T10:00:00', 'Europe/Amsterdam')).toThrow(expect.objectContaining({ code: 'date-unreadable' }))
  })
})

describe('days', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(fromSoapDate(toSoapDate(day))).toBe(day)
      }),
    )
  })

  it('change at midnight of the shop, not of Greenwich', () => {
    expect([dayIn('2026-11-22T23:30:00Z', 'Europe/Amsterdam'), dayIn('2026-11-22T23:30:00Z', 'UTC')]).toEqual(['2026-11-23', '2026-11-22'])
  })

  it.each(['2026-02-30', '2026-13-01', '22-11-2026'])('refuse %s', (day) => {
    expect(() => toSoapDate(day)).toThrow(expect.objectContaining({ code: 'date-unreadable' }))
  })

  it('that cannot be are refused with what the till sent', () => {
    expect(() => fromSoapDate({ day: '31', mon: '2', year: '2026' })).toThrow(
      expect.objectContaining({ code: 'date-unreadable', message: expect.stringContaining('2026-02-31') }),
    )
  })
})

it('refuses a time zone nobody knows', () => {
  expect(() => checkTimeZone('Europe/Utrecht')).toThrow(expect.objectContaining({ code: 'time-zone-unknown' }))
})
