import { expect, it } from 'vitest'
import { systemClock } from '#host/clock.ts'
import { makeTemplate } from '#tests/templates/make-template.ts'
import { openTemplate } from '#tests/templates/open-template.ts'
import { loadList, startPractice } from '#tests/templates/practice.ts'
import { type Recipe, recipes } from '#tests/templates/recipes.ts'
import { watch } from './template-suite.ts'

/** The documents orders can become besides the one their ready-made flow makes, with what each of them asks for. */
const documents: readonly (readonly [source: string, target: string, documentType: string, more: Partial<Recipe>])[] = [
  ['mplus', 'visma-net', 'invoice', {}],
  ['mplus', 'visma-net', 'sales-invoice', {}],
  ['mplus', 'accountview', 'invoice', { choices: { 'write.journal': '700', 'write.revenueAccount': '8000' } }],
  ['ccv-salespos', 'eaccounting', 'quotation', {}],
  ['ccv-salespos', 'eaccounting', 'invoice-draft', {}],
  ['ccv-salespos', 'eaccounting', 'invoice', {}],
  ['ccv-salespos', 'mplus', 'invoice', {}],
  ['mplus', 'ccv-salespos', 'invoice', {}],
  ['odoo', 'mplus', 'invoice', {}],
]

it.each(documents)('an order of %s becomes in %s: %s, once', async (source, target, documentType, more) => {
  const template = await openTemplate(await documentOf(source, target, documentType, more), { orderCount: 6 })
  try {
    const watched = watch(template)
    const order = watched.people.add('order', 1)
    const first = await watched.run()
    expect(await watched.outcomeOf(first, order)).toMatchObject({ kind: 'created' })
    expect(await watched.foundInTarget(order)).toBe(1)
    const before = watched.targetState()
    await watched.run()
    expect(watched.targetState()).toBe(before)
  } finally {
    await template.close()
  }
})

async function documentOf(source: string, target: string, documentType: string, { choices }: Partial<Recipe>) {
  const recipe = recipes.find((one) => one.source === source && one.target === target && one.entity === 'order')
  if (!recipe) throw new Error(`There is no ready-made flow of orders from ${source} to ${target}.`)
  const systems = new Map([
    [source, await startPractice(source, systemClock, { orderCount: 6 })],
    [target, await startPractice(target, systemClock, { orderCount: 6 })],
  ])
  try {
    const answers = { 'upsert.documentType': documentType, ...recipe.answers }
    return await makeTemplate({ ...recipe, answers, choices: { ...recipe.choices, ...choices } }, async (id, list) => {
      const system = systems.get(id)
      return system ? loadList(system, list, systemClock) : []
    })
  } finally {
    for (const { server } of systems.values()) await server.close()
  }
}
