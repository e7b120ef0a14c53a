import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { debtorFields } from './entities/customer-values.ts'
import { dictionary } from './sandbox/dictionary.ts'

// The data dictionary of a real installation is the referee. It is not part of this project: it lies beside it, or the test is skipped.
const path = join(import.meta.dirname, '../../../shared/apis/specs/accountview-fields.json')
const isThere = existsSync(path)
if (!isThere) console.info(`Skipped: the data dictionary of an installation is not at ${path}.`)

const shape = z.object({
  tables: z.record(
    z.string(),
    z.array(z.object({ name: z.string(), type: z.string(), length: z.number(), mandatory: z.boolean(), format: z.string().optional() })),
  ),
})

describe.skipIf(!isThere)('against the data dictionary of an installation', () => {
  const { tables } = isThere ? shape.parse(JSON.parse(readFileSync(path, 'utf8'))) : { tables: {} }

  it.each(['CONTACT', 'DJ_PAGE', 'DJ_LINE', 'DAILY', 'LEDGER', 'VAT'])(
    'the practice administration has %s as it really is, type for type',
    (table) => {
      const real = new Map((tables[table] ?? []).map((field) => [field.name, field]))
      const wrong = (dictionary[table] ?? []).filter(({ name, type, length, isMandatory, isUpper }) => {
        const field = real.get(name)
        const isSame = field?.type === type && field.length === length && field.mandatory === isMandatory
        return !isSame || (isUpper && field.format !== undefined && field.format !== '!')
      })
      expect(wrong).toEqual([])
    },
  )

  it('has every field of a debtor that we read', () => {
    const real = new Set((tables.CONTACT ?? []).map(({ name }) => name))
    expect(debtorFields.filter((name) => !real.has(name))).toEqual([])
  })
})
