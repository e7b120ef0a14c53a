import { describe, expect, it } from 'vitest'
import type { Remembered } from '#core/kit/define-node.ts'
import { planRecord, type RecordFacts, type RecordPlan, type RecordRules } from './plan-record.ts'

const rules: RecordRules = {
  target: 'Odoo',
  createMissing: true,
  updateExisting: true,
  idempotency: 'lookup',
  compare: (incoming, existing) => (incoming.name === existing.name ? [] : [{ path: 'name', from: null, to: String(incoming.name) }]),
}
const same = { id: '7', label: 'Sjaal', data: { name: 'Sjaal' } }
const other = { id: '7', label: 'Shawl', data: { name: 'Shawl' } }
const sent: Remembered = { targetId: '7', sentHash: 'now', isOpen: false }
const sentOtherwise: Remembered = { targetId: '7', sentHash: 'before', isOpen: false }
const open: Remembered = { isOpen: true }

function plan(facts: Partial<RecordFacts>, changed: Partial<RecordRules> = {}): RecordPlan {
  return planRecord({ name: 'Product 1', data: { name: 'Sjaal' }, hash: 'now', existing: [], ...facts }, { ...rules, ...changed })
}

/** `create first`, `update`, `skip exists`: enough to tell plans apart. */
function inShort(made: RecordPlan): string {
  switch (made.kind) {
    case 'create':
      return `create ${made.attempt}${made.replaces ? ' replacing' : ''}`
    case 'skip':
      return `skip ${made.code}`
    case 'fail':
      return `fail ${made.error.code}`
    default:
      return made.kind
  }
}

describe('a target that looks records up', () => {
  it.each<[string, Partial<RecordFacts>, Partial<RecordRules>, string]>([
    ['new', {}, {}, 'create first'],
    ['new, creating off', {}, { createMissing: false }, 'skip not-there'],
    ['new, the target cannot create', {}, { idempotency: undefined }, 'skip not-there'],
    ['there and equal', { existing: [same] }, {}, 'unchanged'],
    ['there and different', { existing: [other] }, {}, 'update'],
    ['there, different only in what it cannot hold', { existing: [{ ...other, wanted: { name: 'Shawl' } }] }, {}, 'unchanged'],
    ['there, different, sent as it is now', { existing: [other], remembered: sent }, {}, 'unchanged'],
    ['there, different, sent otherwise before', { existing: [other], remembered: sentOtherwise }, {}, 'update'],
    ['there under another id than the one we sent', { existing: [{ ...other, id: '8' }], remembered: sent }, {}, 'update'],
    ['there, updating off', { existing: [other] }, { updateExisting: false }, 'skip exists'],
    ['there, the target cannot update', { existing: [other] }, { compare: undefined }, 'skip exists'],
    ['there, an absolute value', { existing: [other] }, { compare: undefined, idempotency: 'absolute' }, 'create first replacing'],
    ['twice', { existing: [same, { ...same, id: '8' }] }, {}, 'fail ambiguous'],
    ['twice, one of them ours', { existing: [{ ...other, id: '8' }, same], remembered: sentOtherwise }, {}, 'unchanged'],
    ['twice, the first wanted', { existing: [other, same] }, { several: 'first' }, 'update'],
    ['sent, gone by its key', { remembered: sent }, {}, 'create again'],
    ['sent, gone, nothing can be looked up by our id', { remembered: sent }, { idempotency: 'none' }, 'create first'],
    ['begun, not found', { remembered: open }, {}, 'create again'],
    ['begun, found: may be half done', { existing: [same], remembered: open }, {}, 'create again'],
    ['begun, not found, not repeatable', { remembered: open }, { idempotency: 'none' }, 'unknown'],
    ['begun, not found, not repeatable, but wanted', { remembered: open }, { idempotency: 'none', repeatUnknown: true }, 'create first'],
    ['begun, found, not repeatable', { existing: [same], remembered: open }, { idempotency: 'none' }, 'unchanged'],
    ['an update begun', { existing: [other], remembered: { ...sent, isOpen: true } }, {}, 'update'],
  ])('%s', (_name, facts, changed, expected) => {
    expect(inShort(plan(facts, changed))).toBe(expected)
  })
})

describe('a target that cannot look up', () => {
  const blind = { existing: undefined }
  const noUpdate = { compare: undefined }
  it.each<[string, Partial<RecordFacts>, Partial<RecordRules>, string]>([
    ['never sent', {}, {}, 'create first'],
    ['sent as it is now', { remembered: sent }, {}, 'unchanged'],
    ['sent otherwise', { remembered: sentOtherwise }, {}, 'update'],
    ['sent otherwise, updating off', { remembered: sentOtherwise }, { updateExisting: false }, 'skip exists'],
    ['sent otherwise, absolute', { remembered: sentOtherwise }, { ...noUpdate, idempotency: 'absolute' }, 'create first replacing'],
    ['sent otherwise, neither', { remembered: sentOtherwise }, { ...noUpdate, idempotency: 'none' }, 'skip exists'],
    ['never sent, creating off, absolute', {}, { ...noUpdate, idempotency: 'absolute', createMissing: false }, 'create first'],
    ['never sent, creating off', {}, { createMissing: false }, 'skip not-there'],
    ['begun', { remembered: open }, {}, 'create again'],
    ['begun, not repeatable', { remembered: open }, { idempotency: 'none' }, 'unknown'],
    ['an update begun', { remembered: { ...sent, isOpen: true } }, {}, 'update'],
  ])('%s', (_name, facts, changed, expected) => {
    expect(inShort(plan({ ...blind, ...facts }, changed))).toBe(expected)
  })
})

it('names all ids when it cannot choose', () => {
  const made = plan({ existing: [same, { id: '8', data: {} }] })
  expect(made.kind === 'fail' && made.error.message).toBe('Product 1: Odoo has 2 of them: Sjaal (7), 8.')
})
