import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const packageFile = z.object({ name: z.literal('sluice'), version: z.string() })

/** The version of Sluice: of the package this file is in, built or not. */
export function sluiceVersion(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = readPackage(join(folder, 'package.json'))
    if (found !== undefined) return found
  }
  return 'unknown'
}

function readPackage(file: string): string | undefined {
  try {
    const parsed = packageFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data.version : undefined
  } catch {
    // Most folders have none.
    return undefined
  }
}
