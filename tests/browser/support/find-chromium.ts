import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'

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

/** The browser of this machine, or the one that comes inside a package; `SLUICE_CHROMIUM` names another. */
export async function findChromium(): Promise<LaunchOptions> {
  const own = process.env.SLUICE_CHROMIUM
  const found = own ?? places.find((place) => existsSync(place))
  if (found) return { executablePath: found, args: flags }
  // Makes the package unpack the libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return {
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, ...flags],
    env: { ...process.env } as Record<string, string>,
  }
}
