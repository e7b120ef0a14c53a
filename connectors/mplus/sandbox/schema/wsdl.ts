import { type OperationName, operations } from './operations.ts'
import { enums, type Fields, parseFieldType, shapeOf, shapes } from './shapes.ts'

/** Describes the operations and types of our own tables as WSDL 1.1, document/literal, with the sandbox's own address. */
export function writeWsdl(address: string): string {
  const operationNames = Object.keys(operations) as OperationName[]
  const answers = [...new Set(operationNames.map((name) => operations[name].answers))]
  const each = (write: (name: OperationName) => string) => operationNames.map(write).join('\n')
  return `<?xml version="1.0" encoding="utf-8"?>
<definitions name="MplusQapi" targetNamespace="urn:mplusqapi" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:mplusqapi" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<types>
<xsd:schema targetNamespace="urn:mplusqapi" elementFormDefault="qualified" attributeFormDefault="unqualified">
${Object.entries(enums)
  .map(([name, values]) => writeEnum(name, values))
  .join('\n')}
${Object.entries(shapes)
  .map(([name, fields]) => `<xsd:complexType name="${name}">${writeSequence(fields)}</xsd:complexType>`)
  .join('\n')}
${each((name) => `<xsd:element name="${name}"><xsd:complexType>${writeSequence(operations[name].takes)}</xsd:complexType></xsd:element>`)}
${answers.map((name) => `<xsd:element name="${name}" type="tns:${name}"/>`).join('\n')}
</xsd:schema>
</types>
${[...operationNames, ...answers].map((name) => `<message name="${name}"><part name="Body" element="tns:${name}"/></message>`).join('\n')}
<portType name="MplusQapiPortType">
${each((name) => `<operation name="${name}"><input message="tns:${name}"/><output message="tns:${operations[name].answers}"/></operation>`)}
</portType>
<binding name="MplusQapi" type="tns:MplusQapiPortType">
<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${each(
  (name) =>
    `<operation name="${name}"><soap:operation soapAction=""/><input><soap:body use="literal" parts="Body"/></input><output><soap:body use="literal" parts="Body"/></output></operation>`,
)}
</binding>
<service name="MplusQapi">
<port name="MplusQapi" binding="tns:MplusQapi"><soap:address location="${address}"/></port>
</service>
</definitions>
`
}

function writeEnum(name: string, values: readonly string[]): string {
  const items = values.map((value) => `<xsd:enumeration value="${value}"/>`).join('')
  return `<xsd:simpleType name="${name}"><xsd:restriction base="xsd:string">${items}</xsd:restriction></xsd:simpleType>`
}

function writeSequence(fields: Fields): string {
  const elements = Object.entries(fields).map(([name, type]) => {
    const { base, occurs } = parseFieldType(type)
    const prefix = shapeOf(base) || Object.hasOwn(enums, base) ? 'tns' : 'xsd'
    const counts = { once: '', optional: ' minOccurs="0"', repeated: ' minOccurs="0" maxOccurs="unbounded"' }[occurs]
    return `<xsd:element name="${name}" type="${prefix}:${base}"${counts}/>`
  })
  return `<xsd:sequence>${elements.join('')}</xsd:sequence>`
}
