import type { FlowDocument } from '#core/flow/document.ts'

/** A name for a new slot of a system that the flow does not have yet: `odoo`, then `odoo-2`. */
export function newSlotName({ slots }: Pick<FlowDocument, 'slots'>, connectorId: string): string {
  let name = connectorId
  for (let count = 2; Object.hasOwn(slots, name); count++) name = `${connectorId}-${count}`
  return name
}
