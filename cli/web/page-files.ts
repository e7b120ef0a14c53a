import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { SettingsError } from '#core/kit/errors.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

export interface PageFile {
  readonly type: string
  readonly body: Buffer
  /** Its name holds a hash of its content: it never changes. */
  readonly isForever: boolean
}

/** The built page, file by file; only names that a build makes are ever looked for. */
export function openPageFiles(folder: string): (path: string) => Promise<PageFile | undefined> {
  return async (path) => {
    const name = path === '/' ? 'index.html' : path.slice(1)
    if (!/^(assets\/)?[\w-]+(\.[\w-]+)*$/.test(name)) return undefined
    const type = types[extname(name)]
    if (type === undefined) return undefined
    try {
      return { type, body: await readFile(join(folder, name)), isForever: name.startsWith('assets/') }
    } catch (error) {
      if (name !== 'index.html') return undefined
      throw new SettingsError('The page of the app has not been built.', {
        code: 'page-missing',
        hint: 'Build it: npm run build',
        cause: error,
      })
    }
  }
}
