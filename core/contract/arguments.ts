import { z } from 'zod'
import type { FlowDocument } from '#core/flow/document.ts'
import { parseFlow } from '#core/flow/parse.ts'
import type { Json } from '#core/kit/record.ts'
import { writtenForm } from './written-form.ts'

/** The pieces arguments are made of. Lengths are far above anything a person types and low enough that a hostile page costs nothing. */
export const nothing = z.strictObject({})
export const idText = z.string().min(1).max(200)
export const nameText = z.string().trim().min(1).max(200)
export const flowId = idText
export const connectionId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
export const rowId = z.int().min(1)
export const runId = rowId
export const moment = z.int().min(0).max(8_640_000_000_000_000)
export const searchText = z.string().max(500)
export const recordKey = z.string().min(1).max(2_000)

const reserved = new Set(['__proto__', 'constructor', 'prototype'])

/** Names that become keys of an object. */
export const memberName = idText.refine((name) => !reserved.has(name), 'is a reserved name')

/** Anything JSON can carry, at most so deep and so large. */
export const jsonValue: z.ZodType<Json> = z.custom<Json>((value) => isSmallJson(value, 40, { left: 200_000 }), 'is not plain JSON')
export const jsonMembers = z.record(memberName, jsonValue)

/** A flow as the editor holds it; its problems become one message, each with its place. */
export const flowDocument: z.ZodType<FlowDocument> = z.unknown().transform((value, context): FlowDocument => {
  const parsed = parseFlow(writtenForm(value))
  if ('ok' in parsed) return parsed.ok
  for (const { path, message } of parsed.problems.slice(0, 20))
    context.addIssue({ code: 'custom', message: `${path || 'flow'} ${message}` })
  return z.NEVER
})

function isSmallJson(value: unknown, depth: number, budget: { left: number }): boolean {
  budget.left -= 1
  if (depth === 0 || budget.left < 0) return false
  switch (typeof value) {
    case 'string':
      return value.length <= 1_000_000
    case 'number':
      return Number.isFinite(value)
    case 'boolean':
      return true
    case 'object':
      if (value === null) return true
      if (Array.isArray(value)) return value.every((item) => isSmallJson(item, depth - 1, budget))
      return (
        isPlain(value) && Object.entries(value).every(([name, member]) => !reserved.has(name) && isSmallJson(member, depth - 1, budget))
      )
    default:
      return false
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
