import { expect, it } from 'vitest'
import { functionEntries, newStep } from './describe-functions.ts'
import { mappingFunctions } from './functions.ts'
import { parseMappings } from './mapping.ts'

it('describes every function, with nothing that is not plain data', () => {
  expect(functionEntries.map(({ id }) => id)).toEqual(mappingFunctions.map(({ id }) => id))
  expect(JSON.parse(JSON.stringify(functionEntries))).toEqual(JSON.parse(JSON.stringify(functionEntries)))
  expect(functionEntries.every(({ label, summary }) => label !== '' && summary !== '')).toBe(true)
})

it('says of a parameter what a form needs', () => {
  const map = functionEntries.find(({ id }) => id === 'value-map')
  expect(map?.parameters.find(({ name }) => name === 'unmapped')).toMatchObject({ kind: 'choice', default: 'fail', isOptional: true })
})

it.each(functionEntries.map(({ id }) => id))('starts "%s" as a step that is understood at once', (id) => {
  expect(parseMappings([{ target: 'x', path: 'data.x', steps: [newStep(id)] }])).toMatchObject({ ok: true })
})
