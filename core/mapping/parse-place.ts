import type { z } from 'zod'

/** A problem of a mapping or condition, with the place it was found: `[3].steps[0].with`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** Where a parser stands in the document, and where it reports. */
export interface Place {
  readonly path: string
  report(message: string): void
  /** The place of a member or an item. */
  at(member: string | number): Place
}

export function startPlace(problems: Problem[], path = ''): Place {
  return {
    path,
    report: (message) => problems.push({ path, message }),
    at: (member) => startPlace(problems, typeof member === 'number' ? `${path}[${member}]` : path === '' ? member : `${path}.${member}`),
  }
}

/** Reports what zod found, at the places it found it. */
export function reportIssues(place: Place, error: z.ZodError): void {
  for (const issue of error.issues) {
    const where = issue.path.reduce<Place>((from, member) => from.at(typeof member === 'number' ? member : String(member)), place)
    where.report(issue.message)
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
