import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { categoryKey } from './category.ts'
import { emailKey } from './customer.ts'
import { entities } from './entities.ts'
import { decimal } from './shared.ts'

describe.each(Object.entries(entities))('the neutral %s', (_name, { schema, label, plural }) => {
  it('has a label for every field, so that mappings can be shown in words', () => {
    expect([label, plural].every((word) => word.length > 0)).toBe(true)
    const unlabelled = Object.entries((schema as z.ZodObject).shape).filter(
      ([name, field]) => name !== 'extra' && field.meta()?.label === undefined,
    )
    expect(unlabelled.map(([name]) => name)).toEqual([])
  })
})

it.each(['12', '-0.5', '0.000000000001', '123456789012345678.5'])('takes %s as a decimal', (text) => {
  expect(decimal.safeParse(text).success).toBe(true)
})

it.each(['1e3', '1,5', '.5', '1.', '', '+1', 'NaN', ' 1', '1234567890123456789'])('refuses "%s" as a decimal', (text) => {
  expect(decimal.safeParse(text).success).toBe(false)
})

it('compares e-mail addresses without spaces around them and letter case', () => {
  expect(emailKey('  Anna@Example.NL ')).toBe('anna@example.nl')
})

it('names a category by its path', () => {
  expect(categoryKey(['Kleding', 'Jassen'])).toBe('Kleding / Jassen')
})
