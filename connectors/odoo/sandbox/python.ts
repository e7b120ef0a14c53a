/** A floating number of the server: it is written `14.0` where JavaScript would write `14`, and `<double>` in XML. */
export class PythonFloat {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
  toJSON(): number {
    return this.value
  }
}

/** What a method returns that returns nothing: `null` in JSON-2, no `result` in JSON-RPC, a fault in XML-RPC. */
export const none = Symbol('None')

/** JSON as the server writes it: a space after `,` and `:`, floats with their point. */
export function toJsonText(value: unknown): string {
  if (value instanceof PythonFloat) return floatText(value.value)
  if (value === none || value === undefined) return 'null'
  if (Array.isArray(value)) return `[${value.map(toJsonText).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${toJsonText(member)}`).join(', ')}}`
  }
  return JSON.stringify(value)
}

export function floatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value)
}

/** How Python shows a value inside an error message: `'zzz'`, `['name', '=']`, `False`. */
export function pythonRepr(value: unknown): string {
  if (typeof value === 'string') return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null || value === undefined) return 'None'
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, member]) => `${pythonRepr(key)}: ${pythonRepr(member)}`)
      .join(', ')}}`
  }
  return String(value)
}

/** `('name', '=', 1)`: a domain condition as the server quotes it. */
export function pythonTuple(values: readonly unknown[]): string {
  return `(${values.map(pythonRepr).join(', ')}${values.length === 1 ? ',' : ''})`
}
