import { DataError } from '#core/kit/errors.ts'
import { type OperationName, operations, type RequestOf } from './operations.ts'
import type { Leaf, Member, Structure } from './shape.ts'

/**
 * The SOAP 1.1 envelope of one call, elements in the order of their shapes.
 * @throws DataError that names the element, for a value its type or XML 1.0 cannot carry.
 */
export function writeEnvelope<Name extends OperationName>(name: Name, request: RequestOf<Name>): string {
  const content = writeMembers(operations[name].request, request, '')
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n' +
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:q="urn:mplusqapi"><e:Header/><e:Body>' +
    `${element(name, content)}</e:Body></e:Envelope>`
  )
}

function writeMembers(shape: Structure, value: unknown, path: string): string {
  const given = value as Readonly<Record<string, unknown>>
  return Object.entries(shape.members)
    .map(([name, member]) => writeMember(name, member, given[name], path === '' ? name : `${path}.${name}`))
    .join('')
}

function writeMember(name: string, member: Member, value: unknown, path: string): string {
  if (value === undefined || value === null) return ''
  switch (member.kind) {
    case 'structure':
      return element(name, writeMembers(member, value, path))
    case 'repeated':
      return (value as readonly unknown[]).map((one, index) => writeMember(name, member.of, one, `${path}[${index}]`)).join('')
    case 'list': {
      const items = (value as readonly unknown[]).map((one, index) => writeMember(member.element, member.of(), one, `${path}[${index}]`))
      return element(name, items.join(''))
    }
    case 'opaque':
      return writeOpaque(name, value, path)
    default:
      return element(name, writeLeaf(member, value, path))
  }
}

/** Goes back in the order it was read in, which is the schema's. */
function writeOpaque(name: string, value: unknown, path: string): string {
  if (Array.isArray(value)) return value.map((one, index) => writeOpaque(name, one, `${path}[${index}]`)).join('')
  if (typeof value !== 'object' || value === null) return element(name, escapeText(String(value), path))
  const inside = Object.entries(value).map(([inner, one]) => writeOpaque(inner, one, `${path}.${inner}`))
  return element(name, inside.join(''))
}

function element(name: string, content: string): string {
  return content === '' ? `<q:${name}/>` : `<q:${name}>${content}</q:${name}>`
}

const longest = 9_223_372_036_854_775_807n

function writeLeaf(leaf: Leaf, value: unknown, path: string): string {
  const written = String(value)
  switch (leaf.kind) {
    case 'integer':
      if (!/^-?\d{1,19}$/.test(written) || BigInt(written) > longest || BigInt(written) < -longest)
        throw notA('whole number', written, path)
      return written
    case 'decimal':
      if (!/^-?\d+(\.\d+)?$/.test(written)) throw notA('decimal number', written, path)
      return written
    case 'boolean':
      if (typeof value !== 'boolean') throw notA('yes or no', written, path)
      return written
    case 'text':
      return escapeText(written, path)
  }
}

function notA(what: string, value: string, path: string): DataError {
  return new DataError(`MplusKASSA takes a ${what} in "${path}"; "${value}" is none.`, {
    code: 'value-not-accepted',
    hint: 'Change the mapping of this field, or the value in the source.',
    facts: { element: path, value },
  })
}

// XML 1.0 has no way to write these, not even as a numbered character; lone surrogates are no characters at all.
const uncarriable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' }

/** @throws DataError that names the element, for a control character. */
export function escapeText(value: string, path: string): string {
  const bad = uncarriable.exec(value)
  if (bad) {
    const code = `U+${(bad[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    throw new DataError(`The text for "${path}" holds the invisible character ${code}, which MplusKASSA cannot receive.`, {
      code: 'control-character',
      hint: 'Remove the character in the source, or clean the text with a function in the mapping.',
      facts: { element: path, character: code, at: bad.index },
    })
  }
  return value.replace(/[&<>"'\r]/g, (character) => escapes[character] ?? character)
}
