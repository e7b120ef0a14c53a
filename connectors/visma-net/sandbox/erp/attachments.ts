import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { empty, erpRefusal } from '../answers.ts'
import type { Company } from '../company.ts'
import type { ErpRequest } from './erp.ts'
import { itemOf } from './items.ts'

/** Whether a file moves the item's stamp is not published; there is a filter of its own for files, so it does not. */
export function attachFile(company: Company, { id, upload, origin }: ErpRequest): SandboxResponse {
  const item = itemOf(company, id)
  const { name, bytes } = partOf(upload)
  const inventoryNumber = item.dto.inventoryNumber
  const there = company.files.find((file) => file.inventoryNumber === inventoryNumber && file.name === name)
  if (there) there.revisions.push(bytes)
  const number = String(company.files.length + 1).padStart(12, '0')
  const file = there ?? { id: `5a1e0000-0000-4000-8000-${number}`, inventoryNumber, name, revisions: [bytes] }
  if (!there) company.files.push(file)
  return empty(201, { location: `${origin}/v1/attachment/${file.id}` })
}

export function readFile({ files }: Company, { id }: ErpRequest): SandboxResponse {
  const bytes = files.find((file) => file.id === id)?.revisions.at(-1)
  if (!bytes) throw erpRefusal(404, `Attachment ${id} cannot be found.`)
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: '', bytes }
}

/** The one part of a multipart body that has a file name. */
function partOf({ contentType, bytes }: ErpRequest['upload']): { readonly name: string; readonly bytes: Uint8Array } {
  const boundary = /^multipart\/(?:form-data|mixed);\s*boundary="?([^";]+)"?$/.exec(contentType)?.[1]
  if (boundary === undefined) throw erpRefusal(415, 'The file must come as multipart content.')
  const body = Buffer.from(bytes)
  const [start, headEnd, end] = [body.indexOf(`--${boundary}\r\n`), body.indexOf('\r\n\r\n'), body.indexOf(`\r\n--${boundary}--`)]
  const head = start === 0 && headEnd > 0 ? body.subarray(0, headEnd).toString('utf8') : ''
  const name = /content-disposition:[^\r\n]*filename="([^"]+)"/i.exec(head)?.[1]
  if (name === undefined || end < headEnd) throw erpRefusal(400, 'The file has no name.')
  return { name, bytes: body.subarray(headEnd + 4, end) }
}
