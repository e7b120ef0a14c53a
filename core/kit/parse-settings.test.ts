import { describe, expect, it } from 'vitest'
import { field } from './fields.ts'
import { checkSettings, parseSettings } from './parse-settings.ts'

const fields = {
  port: field.number({ label: 'Port', min: 1, max: 65_535 }),
  state: field.choice({ label: 'State', options: { open: 'Open', paid: 'Paid' }, default: 'paid' }),
  note: field.text({ label: 'Note', optional: true, maxLength: 5 }),
  since: field.moment({ label: 'Since', optional: true }),
  key: field.secret({ label: 'Key', howToObtain: 'Ask for it.', optional: true }),
}

it('fills in defaults and leaves out what is not set', () => {
  expect(parseSettings(fields, { port: 443 })).toEqual({ port: 443, state: 'paid' })
})

it('names every field in the way at once', () => {
  expect(() => parseSettings(fields, { port: 0, state: 'lost' }, 'the connection')).toThrowError(
    'Check the connection: "Port" is 0; the least is 1; "State" is "lost"; choose one of open, paid.',
  )
})

describe.each([
  [{}, 'port', '"Port" is missing'],
  [{ port: '443' }, 'port', '"Port" is not a number: "443"'],
  [{ port: 70_000 }, 'port', '"Port" is 70000; the most is 65535'],
  [{ port: 1, note: 'longer' }, 'note', '"Note" is longer than 5 characters'],
  [{ port: 1, since: '2026-11-22 10:00' }, 'since', '"Since" is not a moment such as 2026-11-22T09:00:00+01:00: "2026-11-22 10:00"'],
])('settings %j', (settings, path, message) => {
  it('have a problem with a place and words', () => {
    expect(checkSettings(fields, settings)).toEqual([{ path, message }])
  })
})

it('does not take what an object inherits for a setting', () => {
  const inherited = Object.create({ port: 443 })
  expect(checkSettings(fields, inherited)).toEqual([{ path: 'port', message: '"Port" is missing' }])
})

it('says that settings are no object', () => {
  expect(checkSettings(fields, [])).toEqual([{ path: '', message: 'is not an object of settings' }])
})

it('never repeats a secret in a message', () => {
  const strict = { key: field.secret({ label: 'Key', howToObtain: 'Ask.' }) }
  expect(checkSettings(strict, { key: 1234567 })).toEqual([{ path: 'key', message: '"Key" is not text' }])
})
