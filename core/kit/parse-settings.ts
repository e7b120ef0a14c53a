import { SettingsError } from './errors.ts'
import type { Field, Fields, ValuesOf } from './fields.ts'

export interface SettingsProblem {
  readonly path: string
  readonly message: string
}

/** Checks settings against their fields; unknown names are kept by the document and ignored here. */
export function checkSettings(fields: Fields, settings: unknown): readonly SettingsProblem[] {
  if (!isObject(settings)) return [{ path: '', message: 'is not an object of settings' }]
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined
    const message = problemOf(field, value ?? field.default)
    return message === undefined ? [] : [{ path: name, message: `"${field.label}" ${message}` }]
  })
}

/**
 * Settings with their defaults filled in, typed by their fields.
 * @throws SettingsError that names every field in the way.
 */
export function parseSettings<F extends Fields>(fields: F, settings: unknown, what = 'the settings'): ValuesOf<F> {
  const problems = checkSettings(fields, settings ?? {})
  if (problems.length > 0) {
    throw new SettingsError(`Check ${what}: ${problems.map((problem) => problem.message).join('; ')}.`, {
      facts: { problems: problems.map(({ path, message }) => ({ path, message })) },
    })
  }
  const given = (settings ?? {}) as Record<string, unknown>
  const entries = Object.entries(fields).map(([name, field]) => [
    name,
    (Object.hasOwn(given, name) ? given[name] : undefined) ?? field.default,
  ])
  // checkSettings has just held every value against its field.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as ValuesOf<F>
}

function problemOf(field: Field, value: unknown): string | undefined {
  if (value === undefined || value === null || (value === '' && field.kind !== 'text')) return field.optional ? undefined : 'is missing'
  const options = field.options ?? {}
  switch (field.kind) {
    case 'text':
    case 'secret':
    case 'slot':
    case 'entity':
    case 'liveChoice': {
      if (typeof value !== 'string') return field.kind === 'secret' ? 'is not text' : `is not text: ${show(value)}`
      if (value === '' && !field.optional) return 'is missing'
      if (options.maxLength !== undefined && value.length > options.maxLength) return `is longer than ${options.maxLength} characters`
      if (options.pattern && !new RegExp(options.pattern.expression, 'u').test(value))
        return `${options.pattern.says}; it is ${field.kind === 'secret' ? 'not' : show(value)}`
      return undefined
    }
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return `is not a number: ${show(value)}`
      if (options.min !== undefined && value < options.min) return `is ${value}; the least is ${options.min}`
      if (options.max !== undefined && value > options.max) return `is ${value}; the most is ${options.max}`
      return undefined
    }
    case 'decimal':
      return typeof value === 'string' && /^-?\d{1,18}(\.\d{1,12})?$/.test(value)
        ? undefined
        : `is not a decimal such as "12.50": ${show(value)}`
    case 'toggle':
      return typeof value === 'boolean' ? undefined : `is not true or false: ${show(value)}`
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(options.choices ?? {}, value)
        ? undefined
        : `is ${show(value)}; choose one of ${Object.keys(options.choices ?? {}).join(', ')}`
    case 'choices': {
      if (!Array.isArray(value)) return `is not a list: ${show(value)}`
      const wrong = value.find((one) => typeof one !== 'string' || !Object.hasOwn(options.choices ?? {}, one))
      return wrong === undefined ? undefined : `holds ${show(wrong)}; choose from ${Object.keys(options.choices ?? {}).join(', ')}`
    }
    case 'texts':
    case 'nodes':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : `is not a list of texts: ${show(value)}`
    case 'moment':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /(Z|[+-]\d\d:\d\d)$/.test(value)
        ? undefined
        : `is not a moment such as 2026-11-22T09:00:00+01:00: ${show(value)}`
    case 'object':
    case 'valueMap':
    case 'fieldPolicies':
      return isObject(value) ? undefined : `is not an object: ${show(value)}`
    case 'condition':
    case 'mappings':
    case 'codeTables':
      return typeof value === 'object' ? undefined : `is ${show(value)}; it is built with the ${field.kind} builder`
    default:
      return assertNever(field.kind)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function assertNever(kind: never): never {
  throw new Error(`Unhandled field kind ${String(kind)}`)
}
