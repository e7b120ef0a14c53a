import { readFileSync } from 'node:fs'
import { connectors } from '#connectors/index.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { EditHistory, FlowCheck, OpenedFlow } from '#core/contract/flows.ts'
import { checkFlow } from '#core/flow/check.ts'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { nodes } from '#nodes/index.ts'
import { hostWith as frameWith } from './support/host-fixtures.ts'

export const emptyFlow: FlowDocument = {
  format: 1,
  id: 'orders',
  name: 'Orders to the books',
  nodes: [],
  wires: [],
  slots: {},
  options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
}

export function template(): FlowDocument {
  const parsed = parseFlowText(readFileSync(new URL('../../assets/templates/mplus-orders-to-odoo.flow.json', import.meta.url), 'utf8'))
  if (!('ok' in parsed)) throw new Error('The template cannot be read.')
  return { ...parsed.ok, id: 'orders' }
}

/** Lines and problems as the real nodes tell them. */
export function check(document: FlowDocument, bindings: Readonly<Record<string, string>> = {}): FlowCheck {
  const problems = checkFlow(document, { nodes, connectors }).map((problem) => {
    const place = /^nodes\[(\d+)\]/.exec(problem.path)?.[1]
    const nodeId = place === undefined ? undefined : document.nodes[Number(place)]?.id
    return { ...problem, ...(nodeId !== undefined && { nodeId }) }
  })
  return {
    problems,
    lines: Object.fromEntries(document.nodes.map((node) => [node.id, lineOf(node)])),
    unboundSlots: Object.keys(document.slots).filter((slot) => bindings[slot] === undefined),
  }
}

function lineOf(node: FlowNode): string {
  const definition = nodes[node.type]
  try {
    return definition ? definition.describe(parseSettings(definition.fields, node.settings)) : ''
  } catch {
    return ''
  }
}

export interface FakeHost {
  readonly handlers: Partial<Handlers>
  /** What was kept last. */
  draft: FlowDocument
  history: EditHistory
}

/** A host with one flow in memory: keeps drafts, checks with the real nodes, publishes by counting. */
export function editorHost(draft: FlowDocument, given: Partial<OpenedFlow> = {}): FakeHost {
  let bindings: Record<string, string> = { ...given.bindings }
  let published = given.published ?? null
  const host: FakeHost = {
    draft,
    history: given.history ?? { steps: [], done: 0 },
    handlers: {
      ...frameWith({ 'run:list': () => ({ rows: [], next: null }) }),
      'flow:open': () => ({
        id: draft.id,
        file: '/home/demo/flows/orders.flow.json',
        fileChange: null,
        schedule: { kind: 'none' },
        pinned: [],
        ...given,
        draft: host.draft,
        history: host.history,
        published,
        bindings,
      }),
      'flow:save-draft': ({ document, history }) => {
        host.draft = document
        host.history = history
      },
      'flow:check': ({ document }) => check(document, bindings),
      'flow:publish': ({ document }) => {
        published = { version: (published?.version ?? 0) + 1, at: Date.now(), document }
        return { version: published.version, at: published.at, hash: 'x' }
      },
      'flow:versions': () => (published ? [{ version: published.version, at: published.at, hash: 'x' }] : []),
      'flow:bind': ({ slot, connectionId }) => {
        const { [slot]: _before, ...others } = bindings
        bindings = connectionId === null ? others : { ...others, [slot]: connectionId }
        return bindings
      },
      'run:active': () => [],
      'data:overview': () => [],
    },
  }
  return host
}
