import { enumOf, type Fields, parseFieldType, shapeOf } from '../schema/shapes.ts'
import { type Element, mplusNamespace } from './envelope.ts'
import { SoapFault } from './soap-fault.ts'

export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain | undefined }

/**
 * Reads an element against the tables. Stricter than a gSOAP server where nothing is known about it: an element that is unknown,
 * repeated without leave or out of the schema's order is refused, so that a misspelled field never vanishes silently.
 * @throws SoapFault `Client`, naming the element.
 */
export function readFields(element: Element, fields: Fields, path = element.name): { readonly [name: string]: Plain | undefined } {
  const names = Object.keys(fields)
  const found: Record<string, Plain[]> = {}
  let last = 0
  for (const child of element.children) {
    const place = names.indexOf(child.name)
    if (place < 0 || child.namespace !== mplusNamespace) {
      throw new SoapFault('Client', `${path}: element "${child.name}" is not known here (or not spoken by this sandbox).`)
    }
    if (place < last)
      throw new SoapFault('Client', `${path}: element "${child.name}" stands after "${names[last]}"; the schema has it before.`)
    last = place
    const { base, occurs } = parseFieldType(fields[child.name] as string)
    const values = found[child.name] ?? []
    found[child.name] = values
    if (occurs !== 'repeated' && values.length > 0) throw new SoapFault('Client', `${path}: element "${child.name}" stands twice.`)
    values.push(readValue(child, base, `${path}/${child.name}`))
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, type]) => {
      const { occurs } = parseFieldType(type)
      const values = found[name]
      if (occurs === 'repeated') return values ? [[name, values]] : []
      if (values?.[0] !== undefined) return [[name, values[0]]]
      if (occurs === 'optional') return []
      // Required by the vendor's schema, yet assigned by the service: clients leave it out on create.
      if (name === 'orderId' && fields === shapeOf('Order')) return [[name, '']]
      throw new SoapFault('Client', `${path}: required element "${name}" is missing.`)
    }),
  )
}

function readValue(element: Element, base: string, path: string): Plain {
  const shape = shapeOf(base)
  if (shape) return readFields(element, shape, path)
  if (element.children.length > 0) throw new SoapFault('Client', `${path}: a ${base} holds no elements.`)
  const allowed = enumOf(base)
  if (allowed) {
    if (!allowed.includes(element.text)) throw new SoapFault('Client', `${path}: "${element.text}" is no ${base}.`)
    return element.text
  }
  return base === 'string' ? element.text : readScalar(element.text.trim(), base, path)
}

const limits: Readonly<Record<string, number>> = { short: 32_767, int: 2_147_483_647, long: Number.MAX_SAFE_INTEGER }

function readScalar(text: string, base: string, path: string): Plain {
  const limit = limits[base]
  if (limit !== undefined) {
    if (!/^[+-]?\d+$/.test(text)) throw new SoapFault('Client', `${path}: "${text}" is no xsd:${base}.`)
    const value = Number(text)
    if (Math.abs(value) > limit) throw new SoapFault('Client', `${path}: ${text} is too large for xsd:${base}.`)
    return value
  }
  if (base === 'boolean') {
    if (text === 'true' || text === '1') return true
    if (text === 'false' || text === '0') return false
    throw new SoapFault('Client', `${path}: "${text}" is no xsd:boolean.`)
  }
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) throw new SoapFault('Client', `${path}: "${text}" is no xsd:${base}.`)
  return text
}
