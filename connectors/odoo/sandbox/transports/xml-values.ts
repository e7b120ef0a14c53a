import { XMLParser } from 'fast-xml-parser'
import { typeError } from '../errors.ts'
import { floatText, none, PythonFloat } from '../python.ts'

export interface XmlCall {
  readonly method: string
  readonly places: readonly unknown[]
}

type Node = string | Readonly<Record<string, unknown>>

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  // Entities are undone below, in text only, so that no document type can make them grow.
  processEntities: false,
  isArray: (name) => name === 'param' || name === 'member' || name === 'value',
})

/** Reads a `methodCall`; undefined when the text is none. */
export function parseMethodCall(xml: string): XmlCall | undefined {
  const { methodCall } = parser.parse(xml) as {
    methodCall?: { methodName?: string; params?: { param?: readonly { value: readonly Node[] }[] } }
  }
  if (typeof methodCall !== 'object' || typeof methodCall.methodName !== 'string') return undefined
  const params = typeof methodCall.params === 'object' ? (methodCall.params.param ?? []) : []
  return { method: methodCall.methodName.trim(), places: params.map((param) => parseValue(param.value[0] ?? '')) }
}

function parseValue(node: Node): unknown {
  if (typeof node === 'string') return unescapeXml(node)
  const [type, content] = Object.entries(node).find(([name]) => name !== '#text') ?? ['string', node['#text'] ?? '']
  const text = typeof content === 'string' ? content : ''
  switch (type) {
    case 'int':
    case 'i4':
    case 'i8':
    case 'double':
      return Number(text)
    case 'boolean':
      return text.trim() === '1'
    case 'nil':
      return null
    case 'array': {
      const data = (content as { data?: unknown }).data
      const values = typeof data === 'object' && data !== null ? ((data as { value?: readonly Node[] }).value ?? []) : []
      return values.map(parseValue)
    }
    case 'struct': {
      const members =
        typeof content === 'object' ? ((content as { member?: readonly { name: string; value: readonly Node[] }[] }).member ?? []) : []
      return Object.fromEntries(members.map((member) => [unescapeXml(String(member.name)), parseValue(member.value[0] ?? '')]))
    }
    default:
      return unescapeXml(text)
  }
}

/**
 * Writes a value as the server does: dates are strings, `false` is a boolean.
 * @throws OdooError (TypeError) for a method that returned nothing: there is no way to say so.
 */
export function formatValue(value: unknown): string {
  if (value === none || value === null || value === undefined) throw typeError('cannot marshal None unless allow_none is enabled')
  if (value instanceof PythonFloat) return `<value><double>${floatText(value.value)}</double></value>`
  if (typeof value === 'boolean') return `<value><boolean>${value ? 1 : 0}</boolean></value>`
  if (typeof value === 'number')
    return Number.isInteger(value) ? `<value><int>${value}</int></value>` : `<value><double>${value}</double></value>`
  if (typeof value === 'string') return `<value><string>${escapeXml(value)}</string></value>`
  if (Array.isArray(value)) return `<value><array><data>\n${value.map((one) => `${formatValue(one)}\n`).join('')}</data></array></value>`
  const members = Object.entries(value).map(
    ([name, member]) => `<member>\n<name>${escapeXml(name)}</name>\n${formatValue(member)}\n</member>\n`,
  )
  return `<value><struct>\n${members.join('')}</struct></value>`
}

/** Control characters cannot stand in XML; the server drops them. */
function escapeXml(text: string): string {
  const allowed = [...text]
    .filter((character) => character >= ' ' || character === '\t' || character === '\n' || character === '\r')
    .join('')
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_found, hexadecimal, decimal, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? ''
    return String.fromCodePoint(hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal))
  })
}
