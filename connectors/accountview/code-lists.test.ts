import { describe, expect, it, onTestFinished } from 'vitest'
import { type AccountViewSandboxOptions, type OwnTable, startAccountViewSandbox } from './sandbox/start.ts'
import { openPractice } from './testing/practice.ts'

async function practice(options: AccountViewSandboxOptions = {}) {
  const sandbox = await startAccountViewSandbox(options)
  onTestFinished(() => sandbox.close())
  return openPractice(sandbox)
}

const text = (name: string, length: number) => ({ name, type: 'C' as const, length, isMandatory: true, isUpper: false, description: name })

/** As an administration might open it; which one a real installation has is not published. */
const conditions: OwnTable = {
  object: { code: 'BC1', description: 'Betalingscondities', table: 'PAY_COND', key: 'DISC_CODE', insert: false, update: false },
  fields: [text('DISC_CODE', 2), text('DISC_DESC', 40)],
  rows: [
    { DISC_CODE: '14', DISC_DESC: 'Binnen 14 dagen' },
    { DISC_CODE: '60', DISC_DESC: 'Binnen 60 dagen' },
  ],
}

describe('codes of debtors without a published object', () => {
  it('are those debtors carry, with how many do', async () => {
    const { connection } = await practice()
    expect([
      await connection.list('payment-terms'),
      await connection.list('price-lists'),
      await connection.list('customer-groups'),
    ]).toEqual([
      [
        { value: '14', label: '14 · 12 debtors' },
        { value: '30', label: '30 · 12 debtors' },
      ],
      [{ value: 'GROOT', label: 'GROOT · 8 debtors' }],
      [
        { value: 'HORECA', label: 'HORECA · 5 debtors' },
        { value: 'WINKEL', label: 'WINKEL · 19 debtors' },
      ],
    ])
  })

  it('are all of them, by name, where the administration opens an object that lists them', async () => {
    const { connection } = await practice({ ownTables: [conditions] })
    expect(await connection.list('payment-terms')).toEqual([
      { value: '14', label: '14 · Binnen 14 dagen' },
      { value: '60', label: '60 · Binnen 60 dagen' },
    ])
  })

  it('are those of debtors where such an object may not be read, or lists something else', async () => {
    const closed = { ...conditions, object: { ...conditions.object, read: false } }
    const other = {
      ...conditions,
      object: { ...conditions.object, code: 'BC2', table: 'OTHER', key: 'K_CODE' },
      fields: [text('K_CODE', 2)],
      rows: [{ K_CODE: 'A' }],
    }
    const { connection } = await practice({ ownTables: [closed, other] })
    expect((await connection.list('payment-terms')).map(({ label }) => label)).toEqual(['14 · 12 debtors', '30 · 12 debtors'])
  })

  it('are refused in words where debtors have no such field', async () => {
    const { connection } = await practice({ withoutFields: ['CONTACT.DISC_CODE'] })
    await expect(connection.list('payment-terms')).rejects.toMatchObject({
      code: 'field-not-open',
      message: 'This administration has no field DISC_CODE in debtors (CONTACT).',
    })
  })
})
