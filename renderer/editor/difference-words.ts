import i18next from 'i18next'
import type { FlowDifference } from '#core/flow/compare.ts'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { Json } from '#core/kit/record.ts'
import type { CatalogueLookup } from './catalogue.ts'
import { nodeFace } from './node-face.ts'

/** A difference as a person reads it: one line, and under it what was and what is where there is something to compare. */
export interface DifferenceWords {
  readonly tone: 'added' | 'removed' | 'changed' | 'moved'
  readonly text: string
  readonly details: readonly { readonly label: string; readonly from: string; readonly to: string }[]
  /** Node to jump to. */
  readonly nodeId?: string
}

export function differenceWords(difference: FlowDifference, slots: FlowDocument['slots'], catalogue: CatalogueLookup): DifferenceWords {
  const nameOf = (node: FlowNode | undefined) => (node ? nodeFace(node, slots, catalogue).title : '?')
  const say = (tone: DifferenceWords['tone'], given: Readonly<Record<string, unknown>>, details: DifferenceWords['details'] = []) => ({
    ...{ tone, details },
    text: i18next.t(`editor:diff.${difference.kind}`, given),
  })
  switch (difference.kind) {
    case 'node-added':
      return { ...say('added', { name: nameOf(difference.node) }), nodeId: difference.node.id }
    case 'node-removed':
      return say('removed', { name: nameOf(difference.node) })
    case 'node-renamed':
      return { ...say('changed', { from: difference.from ?? '–', to: difference.to ?? '–' }), nodeId: difference.node.id }
    case 'node-replaced':
      return { ...say('changed', { name: nameOf(difference.node), from: difference.from, to: difference.to }), nodeId: difference.node.id }
    case 'node-settings': {
      const fields = catalogue.nodeType(difference.node.type)?.fields ?? []
      const details = difference.changes.map(({ path, from, to }) => {
        const [head = '', ...rest] = path.split(/(?=[.[])/)
        const label = fields.find(({ name }) => name === head)?.label ?? head
        return { label: [label, ...rest].join(' ').replaceAll(' .', ' › ').trim(), from: shown(from), to: shown(to) }
      })
      return { ...say('changed', { name: nameOf(difference.node) }, details), nodeId: difference.node.id }
    }
    case 'node-disabled':
    case 'node-enabled':
      return { ...say('changed', { name: nameOf(difference.node) }), nodeId: difference.node.id }
    case 'moved':
      return say('moved', { count: difference.ids.length })
    case 'wire-added':
      return say('added', { from: nameOf(difference.from), to: nameOf(difference.to) })
    case 'wire-removed':
      return say('removed', { from: nameOf(difference.from), to: nameOf(difference.to) })
    case 'slot-added':
      return say('added', { name: difference.slot.label })
    case 'slot-removed':
      return say('removed', { name: difference.slot.label })
    case 'slot-changed':
      return say('changed', { from: difference.from.label, to: difference.to.label })
    case 'comment-added':
    case 'comment-removed':
    case 'comment-changed': {
      const tone = difference.kind === 'comment-added' ? 'added' : difference.kind === 'comment-removed' ? 'removed' : 'changed'
      return say(tone, { text: cut(difference.comment.text.split('\n')[0] ?? '') })
    }
    case 'group-added':
    case 'group-removed':
    case 'group-changed': {
      const tone = difference.kind === 'group-added' ? 'added' : difference.kind === 'group-removed' ? 'removed' : 'changed'
      return say(tone, { name: difference.group.name || i18next.t('editor:group.unnamed') })
    }
    case 'flow-renamed':
      return say('changed', { from: difference.from, to: difference.to })
    case 'flow-described':
      return say('changed', {})
    case 'option':
      return say('changed', { name: i18next.t(`editor:option.${difference.name}`) }, [
        { label: i18next.t(`editor:option.${difference.name}`), from: shown(difference.from), to: shown(difference.to) },
      ])
    case 'unknown-members':
      return say('changed', {})
  }
}

function shown(value: Json | undefined): string {
  if (value === undefined) return '–'
  return cut(typeof value === 'string' ? value : JSON.stringify(value))
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
