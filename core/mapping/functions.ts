import type { AnyFunction } from './define-function.ts'
import { choiceFunctions } from './functions/choice.ts'
import { dateFunctions } from './functions/date.ts'
import { listFunctions } from './functions/list.ts'
import { numberFunctions } from './functions/number.ts'
import { textFunctions } from './functions/text.ts'

/** Every step a chain may have, in the order the mapper offers them. */
export const mappingFunctions: readonly AnyFunction[] = [
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...choiceFunctions,
  ...listFunctions,
]

export const functionsById: ReadonlyMap<string, AnyFunction> = new Map(mappingFunctions.map((one) => [one.id, one]))
