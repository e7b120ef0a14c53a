import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { SoapFault } from './soap-fault.ts'

const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'
export const mplusNamespace = 'urn:mplusqapi'

/** An element with its prefix resolved; `text` is what stands directly inside it. */
export interface Element {
  readonly namespace: string
  readonly name: string
  readonly children: readonly Element[]
  readonly text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Without it numeric character references (&#233;) stay as they are.
  htmlEntities: true,
})

/**
 * The first body element in `urn:mplusqapi`, whatever prefixes the client chose. SOAPAction is not looked at: the vendor's WSDL leaves it empty.
 * @throws SoapFault `Client` for text that is no XML, no SOAP 1.1 envelope, or holds no operation.
 */
export function readBodyElement(text: string): Element {
  const valid = XMLValidator.validate(text)
  if (valid !== true) throw new SoapFault('Client', `The request is not well-formed XML: ${valid.err.msg}`)
  if (/<!DOCTYPE/i.test(text)) throw new SoapFault('Client', 'A document type declaration is not allowed in a SOAP message.')
  const [envelope] = toElements(parser.parse(text) as Node[], new Map())
  if (envelope?.namespace !== soapNamespace || envelope.name !== 'Envelope') {
    throw new SoapFault('Client', 'The request is no SOAP 1.1 envelope.')
  }
  const body = envelope.children.find((child) => child.namespace === soapNamespace && child.name === 'Body')
  const operation = body?.children.find((child) => child.namespace === mplusNamespace)
  if (!operation) throw new SoapFault('Client', `The SOAP body holds no element in ${mplusNamespace}.`)
  return operation
}

/** fast-xml-parser's ordered form: `{ tag: children, ':@': attributes }`, or `{ '#text': … }`. */
type Node = Readonly<Record<string, unknown>>

function toElements(nodes: readonly Node[], scope: ReadonlyMap<string, string>): Element[] {
  return nodes.flatMap((node) => {
    const tag = Object.keys(node).find((key) => key !== ':@')
    if (tag === undefined || tag === '#text') return []
    const attributes = (node[':@'] ?? {}) as Readonly<Record<string, string>>
    const inner = new Map(scope)
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'xmlns') inner.set('', value)
      else if (name.startsWith('xmlns:')) inner.set(name.slice('xmlns:'.length), value)
    }
    const [prefix, name] = tag.includes(':') ? (tag.split(':', 2) as [string, string]) : ['', tag]
    const inside = node[tag] as readonly Node[]
    const text = inside.map((child) => (child['#text'] === undefined ? '' : String(child['#text']))).join('')
    return [{ namespace: inner.get(prefix) ?? '', name, children: toElements(inside, inner), text }]
  })
}

/** Puts an answer's XML into an envelope. */
export function writeEnvelope(bodyXml: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soapNamespace}" xmlns:ns="${mplusNamespace}"><SOAP-ENV:Body>${bodyXml}</SOAP-ENV:Body></SOAP-ENV:Envelope>`
}

export function writeFault({ faultCode, message }: SoapFault): string {
  return writeEnvelope(
    `<SOAP-ENV:Fault><faultcode>SOAP-ENV:${faultCode}</faultcode><faultstring>${escapeXml(message)}</faultstring></SOAP-ENV:Fault>`,
  )
}

/** Text as XML content; characters XML 1.0 cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}
