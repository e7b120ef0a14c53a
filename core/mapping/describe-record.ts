import type { FlowRecord } from '#core/kit/record.ts'
import { entities } from '#core/model/entities.ts'

/** "Order 1042", "Customer info@example.nl". */
export function describeRecord({ entity, key }: FlowRecord): string {
  const known = Object.hasOwn(entities, entity) ? entities[entity as keyof typeof entities].label : undefined
  return `${known ?? entity.charAt(0).toUpperCase() + entity.slice(1)} ${key}`
}
