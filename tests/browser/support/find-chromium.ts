import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'
import { packagedChromium } from './packaged-chromium.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** The browser's own quiet mode: no calls home, no GPU, no sandbox below root. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of this machine, or the one that comes inside a package; `SLUICE_CHROMIUM` names another, or `package` that one. */
export async function findChromium(): Promise<LaunchOptions> {
  const found = ownChoice() ?? installed() ?? (await packagedChromium())
  if (!found) throw new Error(`There is no Chromium at ${places.join(', ')}. Install one, or set SLUICE_CHROMIUM to its program.`)
  return { ...found, args: flags }
}

/** The one inside the package first: it has no windows of its own, and opens pages at a fifth of the cost. */
export async function findSwiftChromium(): Promise<LaunchOptions> {
  const found = ownChoice() ?? (await packagedChromium())
  return found ? { ...found, args: flags } : findChromium()
}

function ownChoice(): LaunchOptions | undefined {
  const named = process.env.SLUICE_CHROMIUM
  return named === undefined || named === 'package' ? undefined : { executablePath: named }
}

function installed(): LaunchOptions | undefined {
  const place = places.find((one) => existsSync(one))
  return place === undefined || process.env.SLUICE_CHROMIUM === 'package' ? undefined : { executablePath: place }
}
