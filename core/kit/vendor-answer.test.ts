import { expect, it } from 'vitest'
import { DataError } from './errors.ts'
import type { HttpResponse } from './ports.ts'
import { answerOf, readFrom, withAnswer } from './vendor-answer.ts'

const response = (body: string): HttpResponse => ({
  status: 422,
  headers: {},
  text: () => body,
  json: () => JSON.parse(body) as unknown,
  kept: () => ({ status: 422, body }),
})

it('is known of an error that was told its response, or what was read from it', () => {
  expect(answerOf(withAnswer(new DataError('No VAT.'), response('{"a":1}')))).toEqual({ status: 422, body: '{"a":1}' })
  const fault = readFrom({ code: 'Client' }, response('<Fault/>'))
  expect(answerOf(withAnswer(new DataError('No VAT.'), fault))).toEqual({ status: 422, body: '<Fault/>' })
})

it('is found behind the errors that name the record, the nearest first', () => {
  const cause = withAnswer(new DataError('No VAT.'), response('cause'))
  expect(answerOf(new DataError('Order 1042: No VAT.', { cause: new DataError('Line 1: No VAT.', { cause }) }))?.body).toBe('cause')
  expect(answerOf(withAnswer(new DataError('Order 1042: No VAT.', { cause }), response('nearest')))?.body).toBe('nearest')
})

it('is not there where nothing was answered, nobody kept it, or what was read belongs to no response', () => {
  const { kept: _kept, ...unkept } = response('')
  expect(answerOf(new DataError('No VAT.'))).toBeUndefined()
  expect(answerOf(withAnswer(new DataError('No VAT.'), unkept))).toBeUndefined()
  expect(answerOf(withAnswer(new DataError('No VAT.'), { result: 'FAILED' }))).toBeUndefined()
})

it('does not travel with what an error tells', () => {
  const error = withAnswer(new DataError('No VAT.'), response('CANARY'))
  expect(JSON.stringify([error, { ...error }, Object.getOwnPropertyNames(error)])).not.toContain('CANARY')
})
