import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LaunchOptions } from 'playwright-core'
import { projectRoot } from '#tests/support/project-sources.ts'

const cache = join(projectRoot, 'node_modules/.cache')

/**
 * The Chromium that comes inside a package, with the libraries a bare machine lacks; undefined where it does not run.
 * Unpacked once per installation. Its own list of flags is for machines that allow one process only, and switches off what a page
 * is protected by: it is not used.
 */
export async function packagedChromium(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'> | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = await unpacked()
  if (folder === undefined) return undefined
  const libraries = [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter((path) => path).join(':')
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  return { executablePath: join(folder, 'chromium'), env: { ...process.env, ...fonts, LD_LIBRARY_PATH: libraries } }
}

async function unpacked(): Promise<string | undefined> {
  const manifest = await readFile(join(projectRoot, 'node_modules/@sparticuz/chromium/package.json'), 'utf8').catch(() => undefined)
  if (manifest === undefined) return undefined
  const folder = join(cache, `chromium-${JSON.parse(manifest).version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const half = await mkdtemp(join(cache, 'unpacking-'))
  await unpackInto(half)
  // Another process may have been first; what it unpacked is as good.
  await rename(half, folder).catch(() => rm(half, { recursive: true }))
  return folder
}

/** The package unpacks into the temporary folder of its process, so it gets a process with another one. */
async function unpackInto(folder: string): Promise<void> {
  const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
  // With the name of this runtime it unpacks its libraries too.
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: projectRoot, env })
  const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir prefix="relative">fonts</dir></fontconfig>`
  await writeFile(join(folder, 'fonts.conf'), fonts)
}
