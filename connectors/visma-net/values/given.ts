/** Without what is absent: null, undefined and empty text all mean that Visma.net has nothing there. */
export function given<T extends Readonly<Record<string, unknown>>>(values: T): T {
  // Absent members are optional in every type this is used for.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')) as T
}

export function textOf(value: string | null | undefined): string | undefined {
  const text = value?.trim()
  return text === undefined || text === '' ? undefined : text
}
