import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm'
import { afterAll, describe, expect, it } from 'vitest'
import { knownRefusals } from './failures.ts'
import { type OperationName, operations } from './soap/operations.ts'
import type { Member, Structure } from './soap/shape.ts'
import { writeEnvelope } from './soap/write-xml.ts'

// The vendor's own description of the service is the referee. It is not part of this project: it lies beside it, or the test is skipped.
const wsdlPath = join(import.meta.dirname, '../../../shared/apis/specs/mplusqapi-67.1.3.wsdl')
const hasWsdl = existsSync(wsdlPath)
if (!hasWsdl) console.info(`Skipped: the vendor's WSDL is not at ${wsdlPath}.`)

const namespaces = { xsd: 'http://www.w3.org/2001/XMLSchema' }

describe.skipIf(!hasWsdl)('against the WSDL of MplusKASSA 67.1.3', () => {
  const wsdl = XmlDocument.fromString(hasWsdl ? readFileSync(wsdlPath, 'utf8').replace(/^\uFEFF/, '') : '<none/>')
  const schemaText = extractSchema(wsdl)
  const schemaDocument = XmlDocument.fromString(schemaText)
  const validator = XsdValidator.fromDoc(schemaDocument)
  afterAll(() => {
    validator.dispose()
    schemaDocument.dispose()
    wsdl.dispose()
  })

  it.each(names())('%s with every element we can write is valid', (name) => {
    const body = bodyOf(writeEnvelope(name, sample(operations[name].request, 0) as never))
    const document = XmlDocument.fromString(body)
    expect(() => validator.validate(document)).not.toThrow()
    document.dispose()
  })

  it('refuses a body whose elements stand in another order, so that the referee is awake', () => {
    const body =
      '<q:setStock xmlns:q="urn:mplusqapi"><q:request><q:articleNumber>1</q:articleNumber><q:branchNumber>1</q:branchNumber><q:amount>1</q:amount></q:request></q:setStock>'
    const document = XmlDocument.fromString(body)
    expect(() => validator.validate(document)).toThrow(/branchNumber|articleNumber/)
    document.dispose()
  })

  it.each(shapes())('names the elements of $type as the schema does, and repeats those it repeats', ({ shape }) => {
    const declared = new Map(elementsOf(shape.type).map((element) => [element.name, element.repeats]))
    const ours = Object.entries(shape.members).map(([name, member]) => [name, member.kind === 'repeated'])
    expect(ours).toEqual(ours.map(([name]) => [name, declared.get(name as string)]))
  })

  it('has words for every refusing result of the writing operations', () => {
    const types = [
      'CreateOrderResult',
      'SaveInvoiceResult',
      'CreateRelationResult',
      'UpdateRelationResult',
      'CreateProductResult',
      'UpdateProductResult',
      'SetStockResult',
      'NewArticleGroupResult',
      'UpdateArticleGroupResult',
    ]
    const codes = types.flatMap((type) =>
      wsdl.find(`//xsd:simpleType[@name="${type}"]//xsd:enumeration/@value`, namespaces).map((node) => node.content),
    )
    expect(codes.filter((code) => !/-(OK|EXT-\w+-ID-ALREADY-EXISTS)$/.test(code)).toSorted()).toEqual(knownRefusals.toSorted())
  })

  function elementsOf(type: string): readonly { readonly name: string; readonly repeats: boolean }[] {
    const own = `//xsd:complexType[@name="${type}"]`
    const base = wsdl.get(`${own}//xsd:extension/@base`, namespaces)?.content.replace(/^.*:/, '')
    const elements = wsdl.find(`${own}//xsd:element`, namespaces) as XmlElement[]
    const named = elements.map((element) => ({
      name: element.attr('name')?.value ?? '',
      repeats: element.attr('maxOccurs')?.value === 'unbounded',
    }))
    return [...(base === undefined ? [] : elementsOf(base)), ...named]
  }
})

/** The schema inside the WSDL on its own feet: with the prefixes its parent declares, and XML's own base64 for the one SOAP encoding type it uses. */
function extractSchema(wsdl: XmlDocument): string {
  const schema = wsdl.get('//xsd:schema[@targetNamespace="urn:mplusqapi"]', namespaces)
  if (!schema) return '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>'
  return schema
    .toString()
    .replace('<xsd:schema', '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:mplusqapi" xmlns:ns="urn:mplusqapi"')
    .replace(/<import namespace="http:\/\/schemas.xmlsoap.org\/soap\/encoding\/"\s*\/>/, '')
    .replaceAll('type="SOAP-ENC:base64"', 'type="xsd:base64Binary"')
}

function bodyOf(envelope: string): string {
  const body = /<e:Body>(.*)<\/e:Body>/s.exec(envelope)?.[1] ?? ''
  return body.replace(/^<q:(\w+)/, '<q:$1 xmlns:q="urn:mplusqapi"')
}

function names(): readonly OperationName[] {
  // A key of the table is a name of it.
  return Object.keys(operations) as OperationName[]
}

function shapes(): readonly { readonly type: string; readonly shape: Structure }[] {
  const found = new Set<Structure>()
  const visit = (member: Member): void => {
    if (member.kind === 'repeated') visit(member.of)
    if (member.kind === 'list') visit(member.of())
    if (member.kind !== 'structure' || found.has(member)) return
    found.add(member)
    for (const inner of Object.values(member.members)) visit(inner)
  }
  for (const { request, response } of Object.values(operations)) {
    visit(request)
    visit(response)
  }
  return [...found].filter(({ type }) => type !== '').map((shape) => ({ type: shape.type, shape }))
}

/** Values of the schema's enumerations, by element; everything else takes any text. */
const enumerated: Readonly<Record<string, string>> = {
  orderType: 'ORDER-TYPE-SALES-ORDER',
  vatMethod: 'VAT-METHOD-INCLUSIVE',
  defaultVatMethod: 'VAT-METHOD-INCLUSIVE',
  deliveryState: 'ORDER-DELIVERY-STATE-NOTHING',
  cancelState: 'ORDER-CANCEL-STATE-NOTHING',
  completeState: 'ORDER-COMPLETE-STATE-NOTHING',
  lineType: 'LINE-TYPE-NONE',
  lineKind: 'LINE-KIND-DEFAULT',
  discountType: 'DISCOUNT-TYPE-NONE',
  state: 'INVOICE-STATE-PAID',
  dataType: 'DATA-TYPE-STRING',
  specialPrice: 'PRICE-NORMAL',
  specialBehaviour: 'NONE',
  oldestBestBeforeDate: '2026-11-22',
}

/** Every element filled, opaque ones left out: their content is the service's own, sent back as it came. */
function sample(member: Member, depth: number, name = ''): unknown {
  switch (member.kind) {
    case 'structure':
      return Object.fromEntries(Object.entries(member.members).map(([inner, one]) => [inner, sample(one, depth + 1, inner)]))
    case 'repeated':
      return [sample(member.of, depth + 1, name), sample(member.of, depth + 1, name)]
    case 'list':
      return depth > 6 ? [] : [sample(member.of(), depth + 1, member.element)]
    case 'boolean':
      return true
    case 'integer':
      return '12'
    case 'decimal':
      return '1.25'
    case 'text':
      return enumerated[name] ?? 'tekst & <tekens>'
    case 'opaque':
      return undefined
  }
}
