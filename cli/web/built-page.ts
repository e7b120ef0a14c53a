import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
export const pageFolder = join(root, 'dist/renderer')
const stampFile = join(root, 'dist/renderer.stamp')

/**
 * The folder with the built page. In a checkout it is built when a source is newer; an installed app carries it and has no sources.
 * `tell` says in one line that it takes a moment.
 */
export async function builtPage(tell: (text: string) => void): Promise<string> {
  if (!existsSync(join(root, 'renderer/main.tsx'))) return pageFolder
  const stamp = await sourceStamp()
  const before = existsSync(join(pageFolder, 'index.html')) ? await readFile(stampFile, 'utf8').catch(() => '') : ''
  if (before === stamp) return pageFolder
  tell('Building the page; this takes a few seconds …')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' })
  await writeFile(stampFile, stamp)
  return pageFolder
}

/** Names, sizes and times of everything the page is made of. */
async function sourceStamp(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['renderer', 'core', 'assets']) {
    const names = (await readdir(join(root, folder), { recursive: true })).filter((name) => /\.(tsx?|css|json|html|svg)$/.test(name)).sort()
    for (const name of names) {
      const { size, mtimeMs } = await stat(join(root, folder, name))
      hash.update(`${folder}/${name} ${size} ${mtimeMs}\n`)
    }
  }
  for (const name of ['vite.config.ts', 'package-lock.json']) hash.update(await readFile(join(root, name)))
  return hash.digest('hex')
}
