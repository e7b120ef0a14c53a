import { readKept, writeKept } from '#renderer/frame/kept.ts'

const name = 'recent-commands'
const most = 6

/** What was done last through the palette, newest first. */
export function recentIds(): readonly string[] {
  const kept = readKept(name)
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : []
}

export function rememberRecent(id: string): void {
  writeKept(name, [id, ...recentIds().filter((one) => one !== id)].slice(0, most))
}
