import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'

/** A flow at its limit, and a little more to say that it is too large. */
const mostBytes = 6_000_000

/** The flow file among the arguments a program was opened with: a double click, or a second start. */
export function flowFileIn(words: readonly string[], folder: string): string | undefined {
  const name = words.slice(1).findLast((word) => word.endsWith('.flow.json') && !word.startsWith('-'))
  if (name === undefined) return undefined
  return isAbsolute(name) ? name : resolve(folder, name)
}

/** The text of a flow file someone opened; the page shows it as an import, and nothing of it runs. Undefined when it cannot be read. */
export async function readFlowText(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file)
    return size > mostBytes ? undefined : await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}
