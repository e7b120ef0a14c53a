import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { Json } from '#core/kit/record.ts'
import { takesImages } from './takes-images.ts'

const written = (settings: Readonly<Record<string, Json>>) =>
  [{ id: 'write', type: 'upsert', version: 1, position: [0, 0], settings }] as const
const to = (connector: string, settings: Readonly<Record<string, Json>> = {}) =>
  takesImages({ nodes: written({ slot: 'target', entity: 'product', ...settings }) }, () => connectors[connector])

it('pictures are taken by a flow that writes products to a system that keeps them', () => {
  expect([to('odoo'), to('ccv-salespos'), to('mplus')]).toEqual([true, true, false])
})

it('pictures are not taken where only stock is written, or the field is left out', () => {
  expect([
    to('odoo', { entity: 'stock' }),
    to('odoo', { policies: { images: 'never' } }),
    takesImages({ nodes: [] }, () => undefined),
  ]).toEqual([false, false, false])
})
