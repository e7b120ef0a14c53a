import { type Fields, parseFieldType, shapeOf } from '../schema/shapes.ts'
import { escapeXml } from './envelope.ts'

/**
 * Writes a value as XML in the order of the tables, which is the vendor's.
 * @throws Error when a required field is missing: a defect of the sandbox, answered as one.
 */
export function writeElement(name: string, type: string, value: unknown): string {
  const shape = shapeOf(type)
  const inside = shape ? writeFields(shape, value as Readonly<Record<string, unknown>>, name) : escapeXml(String(value))
  return `<ns:${name}>${inside}</ns:${name}>`
}

function writeFields(fields: Fields, value: Readonly<Record<string, unknown>>, path: string): string {
  return Object.entries(fields)
    .map(([name, type]) => {
      const { base, occurs } = parseFieldType(type)
      const item = value[name]
      if (occurs === 'repeated') return ((item ?? []) as readonly unknown[]).map((one) => writeElement(name, base, one)).join('')
      if (item !== undefined) return writeElement(name, base, item)
      if (occurs === 'once') throw new Error(`${path} has no ${name}.`)
      return ''
    })
    .join('')
}
