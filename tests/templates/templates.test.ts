import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeAllTemplates } from './make-all.ts'

const folder = new URL('../../assets/templates/', import.meta.url)
/** Older than the recipes, and used by many tests as it is. */
const drawnByHand = ['mplus-orders-to-odoo.flow.json']

it('the ready-made flows are what their recipes make (npm run templates)', async () => {
  const made = await makeAllTemplates()
  const there = readdirSync(folder).filter((name) => !drawnByHand.includes(name))
  expect(there.toSorted()).toEqual([...made.keys()].toSorted())
  for (const [name, text] of made) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(text)
})
