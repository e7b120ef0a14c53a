import type { Json } from '#core/kit/record.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * A document as an editor holds it → as a file holds it: members this version does not know stand beside those it knows, and not
 * under `unknown`. Parsing either way round again and again would otherwise wrap them once more each time.
 */
export function writtenForm(value: unknown): unknown {
  if (!isMembers(value)) return value
  const { nodes, wires, comments, slots, options } = value
  const parts = {
    ...(Array.isArray(nodes) && { nodes: nodes.map(unwrap) }),
    ...(Array.isArray(wires) && { wires: wires.map(unwrap) }),
    ...(Array.isArray(comments) && { comments: comments.map(unwrap) }),
    ...(isMembers(slots) && { slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, unwrap(slot)])) }),
    ...(isMembers(options) && { options: unwrap(options) }),
  }
  return unwrap({ ...value, ...parts })
}

function unwrap(value: unknown): unknown {
  if (!isMembers(value) || !Object.hasOwn(value, 'unknown')) return value
  const { unknown, ...known } = value
  // Anything else under that name is the parser's to refuse or to keep.
  return isMembers(unknown) ? { ...(unknown as Record<string, Json>), ...known } : value
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
