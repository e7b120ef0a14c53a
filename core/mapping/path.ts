/** One step into a record: a name, or an index counted from 0. */
export type PathSegment = string | number

export type ParsedPath = { readonly ok: true; readonly segments: readonly PathSegment[] } | { readonly ok: false; readonly message: string }

export type Getter = (from: unknown) => unknown

/** Names that reach a prototype instead of data; refused in every path, read or written. */
const reservedWords: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])

const maxSegments = 20

/**
 * Reads `data.lines[0].sku` as `['data', 'lines', 0, 'sku']`. A name may hold anything but a point and square brackets.
 */
export function parsePath(text: string): ParsedPath {
  const segments: PathSegment[] = []
  for (const part of text.split('.')) {
    const bracket = part.indexOf('[')
    const name = bracket === -1 ? part : part.slice(0, bracket)
    if (name === '' || name.includes(']')) return { ok: false, message: `"${text}" is not a path such as data.lines[0].sku` }
    if (reservedWords.has(name)) return { ok: false, message: `"${name}" cannot be part of a path` }
    segments.push(name)
    if (bracket === -1) continue
    const indexes = part.slice(bracket)
    if (!/^(\[\d{1,6}\])+$/.test(indexes)) return { ok: false, message: `"${text}" has an index that is not a whole number: ${indexes}` }
    for (const index of indexes.slice(1, -1).split('][')) segments.push(Number(index))
  }
  if (segments.length > maxSegments) return { ok: false, message: `"${text}" is deeper than ${maxSegments} steps` }
  return { ok: true, segments }
}

/**
 * A function that walks the path and gives `undefined` where it ends early. Only own properties are read.
 * The common depths have closures of their own: a loop over segments costs twice as much.
 */
export function compileGetter(segments: readonly PathSegment[]): Getter {
  const [a, b, c, d] = segments
  const step = segments.some(isInherited) ? checkedStep : plainStep
  if (a === undefined) return (from) => from
  if (step === checkedStep || segments.length > 4) return (from) => segments.reduce<unknown>(step, from)
  if (b === undefined) return (from) => plainStep(from, a)
  if (c === undefined) return (from) => plainStep(plainStep(from, a), b)
  if (d === undefined) return (from) => plainStep(plainStep(plainStep(from, a), b), c)
  return (from) => plainStep(plainStep(plainStep(plainStep(from, a), b), c), d)
}

/** `toString` or `map`: a name that a record's objects or lists do not hold themselves, yet answer to. */
function isInherited(segment: PathSegment): boolean {
  return segment in Array.prototype || segment in Object.prototype
}

/**
 * For names that no prototype of JSON data knows (`isInherited`): what answers to them is the object's own.
 * Leaving out the question saves a fifth of the time of a mapping.
 */
function plainStep(from: unknown, segment: PathSegment): unknown {
  return typeof from === 'object' && from !== null ? (from as Readonly<Record<PathSegment, unknown>>)[segment] : undefined
}

function checkedStep(from: unknown, segment: PathSegment): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, segment) ? plainStep(from, segment) : undefined
}

/** A path in a person's words, without its root: `data.customer.vatNumber` → "customer vat number". */
export function pathWords(path: string): string {
  const names = path
    .replace(/^\$record\./, '')
    .replace(/^(data|raw|origin)\./, '')
    .split('.')
  return names.map((name) => nameWords(name)).join(' ')
}

/** The last name of a path in words: `lines[].taxCode` → "tax code". */
export function lastWords(path: string): string {
  return nameWords(path.slice(path.lastIndexOf('.') + 1))
}

function nameWords(name: string): string {
  return name
    .replace(/\[\]/g, '')
    .replace(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
}
