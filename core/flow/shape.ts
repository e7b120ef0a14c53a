import type { Json } from '#core/kit/record.ts'
import type { Problem } from './document.ts'
import { flowLimits, reservedNames } from './limits.ts'

/** An object of a flow file, already held against depth, size and reserved keys. */
export type Members = { readonly [name: string]: Json }

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads the members of one object, notes problems instead of throwing, and remembers what it was asked for:
 * what nobody asked for comes out of `rest`, so that members of a newer Sluice survive.
 */
export class Shape {
  readonly problems: Problem[]
  private readonly given: Members
  private readonly path: string
  private readonly asked = new Set<string>()

  constructor(given: Members, path: string, problems: Problem[] = []) {
    this.given = given
    this.path = path
    this.problems = problems
  }

  text(name: string, maxLength: number = flowLimits.textLength): string {
    const value = this.take(name)
    if (typeof value !== 'string') return this.refuse(name, 'is not text', '')
    return value.length <= maxLength ? value : this.refuse(name, `is longer than ${maxLength} characters`, '')
  }

  id(name: string): string {
    return this.checkId(name, this.take(name))
  }

  whole(name: string, { min, max }: { readonly min: number; readonly max: number }): number {
    const value = this.take(name)
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
    return this.refuse(name, `is ${show(value)}; a whole number from ${min} to ${max} is needed`, min)
  }

  toggle(name: string): boolean {
    const value = this.take(name)
    return typeof value === 'boolean' ? value : this.refuse(name, 'is not true or false', false)
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.take(name)
    if (value === undefined) return fallback
    return (
      choices.find((choice) => choice === value) ?? this.refuse(name, `is ${show(value)}; choose one of ${choices.join(', ')}`, fallback)
    )
  }

  timeZone(name: string, fallback: string): string {
    const value = this.take(name)
    if (value === undefined) return fallback
    if (typeof value === 'string' && isTimeZone(value)) return value
    return this.refuse(name, `is ${show(value)}; a time zone such as "Europe/Amsterdam" is needed`, fallback)
  }

  /** Two numbers, rounded to whole pixels. */
  point(name: string): readonly [number, number] {
    const value = this.take(name)
    const numbers = Array.isArray(value) ? value.filter((one) => typeof one === 'number' && Math.abs(one) <= flowLimits.coordinate) : []
    const [x, y] = numbers as readonly number[]
    if (x === undefined || y === undefined || numbers.length !== 2 || (value as readonly Json[]).length !== 2) {
      return this.refuse(name, 'is not a pair of numbers such as [120, 80]', [0, 0])
    }
    return [wholePixel(x), wholePixel(y)]
  }

  pairOfIds(name: string): readonly [string, string] {
    const value = this.take(name)
    if (!Array.isArray(value) || value.length !== 2) return this.refuse(name, 'is not a pair of node id and port', ['', ''])
    return [this.checkId(`${name}[0]`, value[0]), this.checkId(`${name}[1]`, value[1])]
  }

  ids(name: string, most: number): readonly string[] {
    const value = this.take(name)
    if (!Array.isArray(value)) return this.refuse(name, 'is not a list of ids', [])
    if (value.length > most) return this.refuse(name, `has ${value.length} entries; the most is ${most}`, [])
    return value.map((id: Json, index) => this.checkId(`${name}[${index}]`, id))
  }

  items<Item>(name: string, most: number, parse: (item: Shape) => Item): readonly Item[] {
    const value = this.take(name)
    if (value === undefined) return []
    if (!Array.isArray(value)) return this.refuse(name, 'is not a list', [])
    if (value.length > most) return this.refuse(name, `has ${value.length} entries; the most is ${most}`, [])
    return value.flatMap((item: Json, index) => {
      const path = `${this.place(name)}[${index}]`
      if (isMembers(item)) return [parse(new Shape(item, path, this.problems))]
      this.problems.push({ path, message: 'is not an object' })
      return []
    })
  }

  entries<Item>(name: string, most: number, parse: (item: Shape) => Item): Readonly<Record<string, Item>> {
    const value = this.take(name) ?? {}
    if (!isMembers(value)) return this.refuse(name, 'is not an object', {})
    const entries = Object.entries(value)
    if (entries.length > most) return this.refuse(name, `has ${entries.length} entries; the most is ${most}`, {})
    return Object.fromEntries(
      entries.flatMap(([key, item]): [string, Item][] => {
        const id = this.checkId(`${name}.${key}`, key)
        if (isMembers(item)) return [[id, parse(new Shape(item, this.place(`${name}.${key}`), this.problems))]]
        this.refuse(`${name}.${key}`, 'is not an object', undefined)
        return []
      }),
    )
  }

  members(name: string): Shape {
    const value = this.take(name) ?? {}
    if (isMembers(value)) return new Shape(value, this.place(name), this.problems)
    return this.refuse(name, 'is not an object', new Shape({}, this.place(name), this.problems))
  }

  all(): Members {
    return this.given
  }

  /** `{ [name]: … }` when the member is there, `{}` when it is not. */
  maybe<const Name extends string, Value>(name: Name, read: () => Value): { readonly [K in Name]?: Value } {
    if (Object.hasOwn(this.given, name) && this.given[name] !== undefined) return { [name]: read() } as { readonly [K in Name]?: Value }
    return {}
  }

  /** Members nobody asked for, as `unknown`; call it last. `handled` names those that were dealt with elsewhere. */
  rest(...handled: readonly string[]): { readonly unknown?: Members } {
    const left = Object.entries(this.given).filter(
      ([name, value]) => value !== undefined && !this.asked.has(name) && !handled.includes(name),
    )
    // Optional members are asked for only where they are there.
    return left.length === 0 ? {} : { unknown: Object.fromEntries(left) }
  }

  private take(name: string): Json | undefined {
    this.asked.add(name)
    return Object.hasOwn(this.given, name) ? this.given[name] : undefined
  }

  private checkId(name: string, value: Json | undefined): string {
    if (typeof value !== 'string' || value === '') return this.refuse(name, 'is missing or not text', '')
    if (value.length > flowLimits.idLength) return this.refuse(name, `is longer than ${flowLimits.idLength} characters`, '')
    if (!reservedNames.has(value)) return value
    this.problems.push({ path: this.place(name), message: `is "${value}", a name a flow may not use`, code: 'reserved-key' })
    return ''
  }

  private refuse<Value>(name: string, message: string, instead: Value): Value {
    this.problems.push({ path: this.place(name), message })
    return instead
  }

  private place(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }
}

/** Without the negative zero, which text cannot hold. */
export function wholePixel(number: number): number {
  return Math.round(number) + 0
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function show(value: Json | undefined): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
