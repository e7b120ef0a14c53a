import { parseCodeTables } from '#core/codes/parse-tables.ts'
import type { FlowCheck } from '#core/contract/flows.ts'
import { toFields } from '#core/kit/describe.ts'
import { checkSettings } from '#core/kit/parse-settings.ts'
import { parseCondition } from '#core/mapping/condition.ts'
import { parseMappings } from '#core/mapping/mapping.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { effective, isAble, type NodePlace, objectFields, shownFields } from './node-place.ts'

/** What is wrong with a node, and which setting to go to. */
export interface NodeProblem {
  /** Name of the setting; empty: the node as a whole, its wires. */
  readonly field: string
  /** Inside the setting: `orderTypes`, `all[0].value`, `[2].steps[0]`. */
  readonly inner: string
  readonly message: string
}

/**
 * What the page itself sees at once, while one types, and what the host found where the node's code is.
 * Of one place only the page's is told: the host's answer is a moment older.
 */
export function problemsOf(place: NodePlace, check: FlowCheck | null): readonly NodeProblem[] {
  const own = checkHere(place)
  const seen = new Set(own.map(placeName))
  return [...own, ...fromCheck(place, check).filter((problem) => !seen.has(placeName(problem)))]
}

/** Settings held against their fields, without asking anyone. */
export function checkHere(place: NodePlace): readonly NodeProblem[] {
  const { entry, node, connector, does } = place
  const shown = shownFields(entry.fields, node.settings)
  const plain = checkSettings(toFields(shown), node.settings).map((problem): NodeProblem => at(problem.path, '', problem.message))
  const wrong = new Set(plain.map((problem) => problem.field))
  const inner = shown.flatMap((field): readonly NodeProblem[] => {
    const value = effective(field, node.settings[field.name])
    if (wrong.has(field.name)) return []
    switch (field.kind) {
      case 'object': {
        const fields = objectFields(field, place)
        return fields ? checkSettings(toFields(fields), value ?? {}).map(({ path, message }) => at(field.name, path, message)) : []
      }
      case 'condition': {
        const parsed = value === undefined ? undefined : parseCondition(value)
        return parsed && !parsed.ok ? parsed.problems.map(({ path, message }) => at(field.name, path, message)) : []
      }
      case 'mappings': {
        const parsed = value === undefined ? undefined : parseMappings(value)
        return parsed && !parsed.ok ? parsed.problems.map(({ path, message }) => at(field.name, path, message)) : []
      }
      case 'codeTables': {
        const parsed = value === undefined ? undefined : parseCodeTables(value)
        return parsed && !parsed.ok ? parsed.problems.map(({ path, message }) => at(field.name, path, message)) : []
      }
      case 'entity': {
        const entity = connector?.entities.find((one) => one.entity === value)
        if (!connector || (entity && isAble(entity, does))) return []
        return [at(field.name, '', `${connector.label} cannot ${does} "${String(value)}"`)]
      }
      default:
        return []
    }
  })
  return [...plain, ...inner]
}

function fromCheck({ document, node }: NodePlace, check: FlowCheck | null): readonly NodeProblem[] {
  const index = document.nodes.findIndex((one) => one.id === node.id)
  const prefix = `nodes[${index}].settings`
  return (check?.problems ?? [])
    .filter((problem) => problem.nodeId === node.id)
    .map(({ path, message }) => {
      const text = withoutName(message, node.name ?? node.id)
      if (!path.startsWith(prefix)) return at('', '', text)
      const [, field = '', inner = ''] = /^\.([^.[]+)\.?(.*)$/.exec(path.slice(prefix.length)) ?? []
      return at(field, inner, text)
    })
}

/** The form stands under the node's name already. */
function withoutName(message: string, name: string): string {
  const prefix = `"${name}": `
  return message.startsWith(prefix) ? message.slice(prefix.length) : message
}

function at(field: string, inner: string, message: string): NodeProblem {
  return { field, inner, message: sentence(saySentence(message)) }
}

/** The label in quotes is left out where it starts the sentence: the problem stands under it. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1)
}

function placeName({ field, inner }: NodeProblem): string {
  return `${field}\n${inner}`
}
