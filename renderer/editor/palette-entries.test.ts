import { describe, expect, it } from 'vitest'
import type { Catalogue } from '#core/contract/app.ts'
import { flowOf } from '#core/flow/test-builders.ts'
import type { ConnectorEntry, EntityEntry, NodeEntry } from '#core/kit/describe.ts'
import type { CatalogueLookup } from './catalogue.ts'
import { addEntry, matchesWords, type PaletteEntry, paletteSections } from './palette-entries.ts'

function entity(name: string, can: EntityEntry['can']): EntityEntry {
  return { entity: name, label: `${name}s`, can, findBy: [], documentTypes: {}, readFields: [], writeFields: [], codes: {} }
}

function connector(id: string, label: string, entities: readonly EntityEntry[]): ConnectorEntry {
  return { id, label, summary: '', hue: '#888', fields: [], entities, lists: [], cannot: {} }
}

function node(type: string, given: Partial<NodeEntry> = {}): NodeEntry {
  return {
    type,
    version: 1,
    label: type,
    summary: '',
    category: 'logic',
    icon: 'box',
    effect: 'none',
    inputs: 1,
    outputs: ['out'],
    fields: [],
    ...given,
  }
}

const slot = (does: 'read' | 'write') => ({ name: 'slot', kind: 'slot' as const, label: 'On', isOptional: false, options: { does } })
const kind = { name: 'entity', kind: 'entity' as const, label: 'What', isOptional: false }

const catalogue = {
  nodes: [
    node('read', { label: 'Read', category: 'source', inputs: 0, fields: [slot('read'), kind] }),
    node('upsert', { label: 'Write', category: 'target', fields: [slot('write'), kind] }),
    node('filter', { label: 'Filter' }),
  ],
  connectors: [
    connector('till', 'Till', [entity('order', ['read']), entity('stock', ['update'])]),
    connector('books', 'Books', [entity('order', ['create'])]),
    connector('mute', 'Mute', [entity('order', ['find'])]),
  ],
} satisfies Catalogue as Catalogue as CatalogueLookup

const labels = (sections: ReturnType<typeof paletteSections>) =>
  sections.map(({ id, entries }) => `${id}: ${entries.map(({ label }) => label).join(', ')}`)

function entry(id: string): PaletteEntry {
  const found = paletteSections(catalogue)
    .flatMap(({ entries }) => entries)
    .find((one) => one.id === id)
  if (!found) throw new Error(`There is no entry "${id}".`)
  return found
}

describe('the palette', () => {
  it('offers of every system what it can do, and what needs no system', () => {
    expect(labels(paletteSections(catalogue))).toEqual([
      'system:till: Read orders, Write stocks',
      'system:books: Write orders',
      'logic: Filter',
    ])
  })

  it("shows a flow's own systems first and the others last", () => {
    expect(paletteSections(catalogue, ['books']).map(({ id }) => id)).toEqual(['system:books', 'logic', 'system:till'])
  })

  it('finds entries by words of the system and of what they do, in any order', () => {
    expect([matchesWords(entry('read:till:order'), 'till read'), matchesWords(entry('read:till:order'), 'books')]).toEqual([true, false])
  })
})

describe('what is added', () => {
  const flow = { ...flowOf('', '', { nodes: [] }), slots: { kassa: { connector: 'till', label: 'Kassa' } } }
  const added = (id: string) => {
    const { make, nodeId } = addEntry(flow, entry(id), [8, 16])
    const made = make(flow)
    if ('refused' in made) throw new Error(made.refused)
    return { document: made.document, nodeId }
  }

  it("uses the flow's own slot for the system", () => {
    const { document } = added('read:till:order')
    expect(document.nodes[0]).toMatchObject({ id: 'read-order', position: [8, 16], settings: { slot: 'kassa', entity: 'order' } })
    expect(document.slots).toEqual(flow.slots)
  })

  it('brings a slot for a system the flow did not have', () => {
    const { document } = added('upsert:books:order')
    expect(document.nodes[0]?.settings).toEqual({ slot: 'books', entity: 'order' })
    expect(document.slots.books).toEqual({ connector: 'books', label: 'Books' })
  })
})
