import { XMLParser } from 'fast-xml-parser'
import { VendorError } from '#core/kit/errors.ts'
import { type OperationName, operations, type ResponseOf } from './operations.ts'
import type { Member, Structure } from './shape.ts'

/** A SOAP 1.1 fault; the prefix of its code is dropped: `Client.Authentication`. */
export interface SoapFault {
  readonly code: string
  readonly text: string
}

export type Answer<Name extends OperationName> =
  | { readonly kind: 'response'; readonly response: ResponseOf<Name> }
  | { readonly kind: 'fault'; readonly fault: SoapFault }

/** Every value stays text: "0012" is an article's PLU, not the number 12. Entities are decoded below, so none can expand. */
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
})

/** @throws VendorError when the body is no complete SOAP envelope, or carries a document type declaration. */
export function readEnvelope<Name extends OperationName>(name: Name, body: string): Answer<Name> {
  const content = soapBody(name, body)
  const fault = content.Fault
  if (fault !== undefined) return { kind: 'fault', fault: readFault(fault) }
  const answers = Object.entries(content).filter(([key]) => key !== '#text')
  const [first] = answers
  if (answers.length !== 1 || first === undefined) throw unreadable(name, 'its body does not hold exactly one answer')
  // The shape's own types say what readStructure builds.
  return { kind: 'response', response: readStructure(operations[name].response, first[1]) as ResponseOf<Name> }
}

/** True when a response with an error status is a SOAP fault, which is an answer and no transport failure. */
export function isFault(body: string): boolean {
  return /<(?:[\w.-]+:)?Fault[\s>]/.test(body)
}

function soapBody(name: OperationName, body: string): Readonly<Record<string, unknown>> {
  if (/<!DOCTYPE/i.test(body)) throw unreadable(name, 'it declares a document type, which SOAP forbids')
  // The parser closes open elements at the end of the text by itself: a page cut off half-way would look whole.
  if (!/<\/(?:[\w.-]+:)?Envelope\s*>\s*$/.test(body)) throw unreadable(name, 'it is no complete SOAP envelope')
  const plain = body.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inside: string) => inside.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
  const parsed: unknown = parse(name, plain)
  const content = asObject(asObject(asObject(parsed).Envelope).Body)
  if (Object.keys(content).length === 0) throw unreadable(name, 'its body is empty')
  return content
}

function parse(name: OperationName, body: string): unknown {
  try {
    return parser.parse(body)
  } catch (cause) {
    throw unreadable(name, 'it is not well-formed XML', cause)
  }
}

function unreadable(name: OperationName, because: string, cause?: unknown): VendorError {
  return new VendorError(`MplusKASSA's answer to ${name} cannot be read: ${because}.`, {
    code: 'answer-unreadable',
    hint: 'Try again. If it stays, ask MplusKASSA support whether the service is in maintenance.',
    facts: { operation: name },
    cause,
  })
}

function readFault(value: unknown): SoapFault {
  const fault = asObject(value)
  const code = leafText(fault.faultcode) ?? ''
  return { code: code.slice(code.indexOf(':') + 1), text: leafText(fault.faultstring) ?? '' }
}

function readStructure(shape: Structure, value: unknown): Readonly<Record<string, unknown>> {
  const given = asObject(value)
  const read: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(shape.members)) {
    const one = readMember(member, given[name])
    if (one !== undefined) read[name] = one
  }
  for (const [name, unknown] of Object.entries(given)) {
    if (name !== '#text' && !Object.hasOwn(shape.members, name)) read[name] = readUnknown(unknown)
  }
  return read
}

function readMember(member: Member, value: unknown): unknown {
  switch (member.kind) {
    case 'structure':
      return typeof value === 'object' && value !== null ? readStructure(member, value) : undefined
    case 'repeated':
      return asArray(value).flatMap((one) => readMember(member.of, one) ?? [])
    case 'list':
      return asArray(asObject(value)[member.element]).flatMap((one) => readMember(member.of(), one) ?? [])
    case 'boolean': {
      const written = leafText(value)
      return written === undefined ? undefined : written === 'true' || written === '1'
    }
    case 'integer':
    case 'decimal':
      return leafText(value)?.trim()
    case 'text':
      return leafText(value)
    case 'opaque':
      return value === undefined || value === '' ? undefined : readUnknown(value)
  }
}

/** Elements no shape names: kept as they come, so that mappings can reach them. */
function readUnknown(value: unknown): unknown {
  if (typeof value === 'string') return decode(value)
  if (Array.isArray(value)) return value.map(readUnknown)
  const entries = Object.entries(asObject(value)).filter(([name]) => name !== '#text')
  return Object.fromEntries(entries.map(([name, one]) => [name, readUnknown(one)]))
}

/** An empty element means "no value": the till writes every field it knows, set or not. */
function leafText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? decode(value) : undefined
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decode(value: string): string {
  return value.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex?: string, digits?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

function asArray(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Narrowed to an object that is no array; its values stay unknown.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
