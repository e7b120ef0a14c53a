import { comparisons } from '#core/mapping/comparisons.ts'
import { type FunctionEntry, functionEntries } from '#core/mapping/describe-functions.ts'
import { entities } from '#core/model/entities.ts'
import { type ModelField, modelFields } from '#core/model/model-fields.ts'
import { type Say, sayer } from './dictionaries.ts'
import { pageLanguage } from './page-language.ts'

/** Made once for each language, so that what is shown stays the same object. */
const made = new Map<string, unknown>()

function keep<Made>(name: string, make: () => Made): Made {
  const key = `${pageLanguage()} ${name}`
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as Made
}

/** Every step of a mapping in the page's language, in the order a mapper offers them. */
export function functionWords(): readonly FunctionEntry[] {
  return keep('functions', () => functionEntries.map((entry) => translateFunction(entry, sayer('functions'))))
}

export function functionWordsOf(id: string): FunctionEntry | undefined {
  return keep('functions by id', () => new Map(functionWords().map((entry) => [entry.id, entry]))).get(id)
}

export function translateFunction(entry: FunctionEntry, say: Say): FunctionEntry {
  return {
    ...entry,
    label: say(entry.label),
    summary: say(entry.summary),
    parameters: entry.parameters.map((parameter) => ({
      ...parameter,
      label: say(parameter.label),
      ...(parameter.help !== undefined && { help: say(parameter.help) }),
      ...(parameter.choices && {
        choices: Object.fromEntries(Object.entries(parameter.choices).map(([id, label]) => [id, say(label)])),
      }),
    })),
  }
}

/** "is at least": how a condition compares. */
export function comparisonWords(id: string, say: Say = sayer('functions')): string {
  return Object.hasOwn(comparisons, id) ? say(comparisons[id as keyof typeof comparisons].label) : id
}

/** The fields of a kind of record with their labels in the page's language. */
export function modelFieldWords(entity: string): readonly ModelField[] {
  return keep(`model ${entity}`, () => modelFields(entity).map((field) => ({ ...field, label: sayer('model')(field.label) })))
}

/** The field a path names: `lines[3].sku` and `lines[].sku` alike. */
export function modelFieldWordsOf(entity: string, path: string): ModelField | undefined {
  const general = path.replace(/\[\d+\]/g, '[]')
  return modelFieldWords(entity).find((field) => field.path === general)
}

export function entityWords(entity: keyof typeof entities): { readonly label: string; readonly keyLabel: string } {
  const say = sayer('model')
  return { label: say(entities[entity].label), keyLabel: say(entities[entity].keyLabel) }
}
