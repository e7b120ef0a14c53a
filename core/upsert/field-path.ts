export type Data = Readonly<Record<string, unknown>>

/** The value at `billing.street`; undefined where a step is missing. */
export function valueAt(data: Data, path: string): unknown {
  if (!path.includes('.')) return ownMember(data, path)
  return path.split('.').reduce<unknown>((at, name) => ownMember(at, name), data)
}

/** The data without that path; the same object when there is nothing to leave out. */
export function withoutPath(data: Data, path: string): Data {
  const [name = '', ...rest] = path.split('.')
  if (!Object.hasOwn(data, name)) return data
  if (rest.length === 0) return Object.fromEntries(Object.entries(data).filter(([member]) => member !== name))
  const inner = data[name]
  return isPlainObject(inner) ? { ...data, [name]: withoutPath(inner, rest.join('.')) } : data
}

/** The data with that value at the path; objects on the way are made where they are missing. */
export function withPath(data: Data, path: string, value: unknown): Data {
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...data, [name]: value }
  const inner = data[name]
  return { ...data, [name]: withPath(isPlainObject(inner) ? inner : {}, rest.join('.'), value) }
}

/** True when `path` is `prefix` or lies below it. */
export function isAtOrBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`)
}

export function isPlainObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An undefined member is an absent one. */
export function withoutUndefined(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

function ownMember(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
