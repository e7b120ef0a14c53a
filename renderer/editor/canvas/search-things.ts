import type { FlowCheck } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Json } from '#core/kit/record.ts'
import type { CatalogueLookup } from '../catalogue.ts'
import { nodeFace } from '../node-face.ts'
import { nodeLine } from '../node-line.ts'

export interface SearchableThing {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly kind: 'node' | 'comment' | 'group'
  /** Names, kinds, the readable line, every setting with its value: all a search is held against. */
  readonly words: string
}

/** Everything on the canvas that can be looked for. */
export function searchableThings(document: FlowDocument, check: FlowCheck | null, catalogue: CatalogueLookup): readonly SearchableThing[] {
  return [
    ...document.nodes.map((node): SearchableThing => {
      const { title, kind, entry } = nodeFace(node, document.slots, catalogue)
      const line = nodeLine(node, check?.lines[node.id] ?? '', catalogue)
      const labels = (entry?.fields ?? []).filter(({ name }) => node.settings[name] !== undefined).map(({ label }) => label)
      return {
        ...{ id: node.id, label: title, hint: line || kind, kind: 'node' },
        words: [title, kind, line, node.id, ...labels, ...textsIn(node.settings)].join(' '),
      }
    }),
    ...(document.comments ?? []).map(
      ({ id, text }): SearchableThing => ({ id, label: text.split('\n')[0] ?? '', hint: '', kind: 'comment', words: text }),
    ),
    ...(document.groups ?? []).map(({ id, name }): SearchableThing => ({ id, label: name, hint: '', kind: 'group', words: name })),
  ]
}

function textsIn(value: Json): readonly string[] {
  if (value === null || typeof value === 'boolean') return []
  if (typeof value !== 'object') return [String(value)]
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item))
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)])
}
