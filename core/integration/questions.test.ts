import { expect, it } from 'vitest'
import type { Lane } from './answers.ts'
import { answerTo, questionsOf, startLane, withAnswer } from './questions.ts'
import { laneEnds } from './sides.ts'
import { laneOf, shopAndBooks } from './test-builders.ts'

const catalogue = shopAndBooks()

function asked(lane: Lane) {
  const ends = laneEnds({ left: 'till', right: 'books' }, lane, catalogue)
  if (!ends) throw new Error('The lane has no ends.')
  return questionsOf(lane, ends, catalogue)
}
const idsOf = (lane: Lane) => asked(lane).map(({ id }) => id)

it('asks of orders which go, what they become, for whom, and what the target wants', () => {
  expect(idsOf(laneOf('order'))).toEqual([
    'lane.statuses',
    'lane.paymentStates',
    'upsert.documentType',
    'upsert.customers',
    'upsert.defaultCustomer',
    'customerWrite.terms',
    'upsert.checkTotals',
    'write.journal',
  ])
})

it('asks nothing of new customers where all orders are booked on one debtor', () => {
  expect(idsOf(laneOf('order', { upsert: { customers: 'default' } }))).not.toContain('customerWrite.terms')
})

it('asks of products how they are recognised, and whether they are created and updated', () => {
  expect(idsOf(laneOf('product'))).toEqual(['upsert.matchBy', 'upsert.create', 'upsert.update'])
})

it('needs what only one document needs when that document is chosen', () => {
  const journal = (documentType: string) => asked(laneOf('order', { upsert: { documentType } })).find(({ id }) => id === 'write.journal')
  expect([journal('order')?.isNeeded, journal('invoice')?.isNeeded]).toEqual([false, true])
})

it('asks the document with the words of the target', () => {
  const field = asked(laneOf('order')).find(({ id }) => id === 'upsert.documentType')?.field
  expect(field).toMatchObject({
    kind: 'choice',
    default: 'order',
    choices: { invoice: 'Invoice' },
    help: 'What an order becomes in Books.',
  })
})

it('begins with orders that are not cancelled, placed as orders', () => {
  const lane = laneOf('order')
  const ends = laneEnds({ left: 'till', right: 'books' }, lane, catalogue)
  expect(ends && startLane(lane, ends)).toMatchObject({ upsert: { documentType: 'order' }, statuses: ['open', 'delivered', 'completed'] })
})

it('keeps an answer where it belongs, and takes it away again', () => {
  const question = {
    place: 'write',
    name: 'journal',
    field: { name: 'journal', kind: 'text', label: '', isOptional: true, default: 'VRK' },
  } as const
  const answered = withAnswer(laneOf('order'), question, 'INK')
  expect([answered.write, answerTo(answered, question)]).toEqual([{ journal: 'INK' }, 'INK'])
  const without = withAnswer(answered, question, undefined)
  expect([without.write, answerTo(without, question)]).toEqual([{}, 'VRK'])
})
