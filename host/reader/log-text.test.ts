import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogRow } from '#core/contract/log.ts'
import { toCell, toCsv, toJsonLines } from './log-text.ts'

const row = (given: Partial<LogRow>): LogRow => ({
  ...{ id: 1, source: 'outcome', at: Date.UTC(2026, 10, 22, 9), runId: 3, flowId: 'orders', flowName: 'Orders', nodeId: 'upsert' },
  ...{ nodeName: 'To Odoo', kind: 'failed', entity: 'order', key: 'W-1', message: null, hint: null },
  ...given,
})

describe('cells for spreadsheets', () => {
  it.each(['=1+1', '+31 30 555', '-cmd', '@SUM(A1)', '\tx', '\rx', '-1-1', '--5', '=HYPERLINK("http://x","y")'])(
    'makes %j text',
    (value) => {
      expect(toCell(value).replace(/^"/, '')).toMatch(/^'/)
    },
  )

  it.each(['-5', '-12.50', '-0,5', '42', 'W-1', 'a=b', ''])('leaves %j as it is, apart from quotes', (value) => {
    expect(toCell(value).replaceAll('"', '')).toBe(value)
  })

  it('never gives a cell that a spreadsheet program would work out', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const cell = toCell(value)
        const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        expect(/^[=+@\t\r]/.test(shown)).toBe(false)
        if (shown.startsWith('-')) expect(shown).toMatch(/^-\d+([.,]\d+)?$/)
        expect(shown === value || shown === `'${value}`).toBe(true)
      }),
    )
  })
})

it('begins a file with a mark for the encoding and the names of the columns', () => {
  const text = toCsv([row({ message: 'Line 3: "CHAIR",\nnot found', key: '=1' })], { withHeader: true })
  expect(text).toBe(
    '\uFEFFtime,flow,run,node,kind,entity,key,message,hint\r\n' +
      '2026-11-22T09:00:00.000Z,Orders,3,To Odoo,failed,order,\'=1,"Line 3: ""CHAIR"",\nnot found",\r\n',
  )
})

it('writes one JSON object a line, the moment readable', () => {
  const lines = toJsonLines([row({}), row({ id: 2, message: 'a\nb' })]).split('\n')
  expect(lines).toHaveLength(3)
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ id: 2, at: '2026-11-22T09:00:00.000Z', message: 'a\nb' })
})
