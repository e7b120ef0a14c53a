import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why a real keychain cannot be started here; undefined when it can. */
export function keychainSessionProblem(): string | undefined {
  const missing = ['dbus-run-session', 'gnome-keyring-daemon', 'bash'].filter(
    (program) => spawnSync(program, ['--version']).error !== undefined,
  )
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed (apt-get install gnome-keyring dbus)`
}

/**
 * Runs a module with a real Secret Service beside it: its own message bus, its own home folder, a fresh keychain.
 * @param unlocked false: the daemon runs but nobody has opened a keychain
 * @returns what the module printed as JSON
 */
export function runWithKeychain(source: string, { unlocked = true }: { readonly unlocked?: boolean } = {}): unknown {
  const home = mkdtempSync(join(tmpdir(), 'sluice-keychain-'))
  const runtime = join(home, 'runtime')
  mkdirSync(runtime, { mode: 0o700 })
  const start = unlocked
    ? 'echo -n pw | gnome-keyring-daemon --unlock --components=secrets'
    : 'gnome-keyring-daemon --start --components=secrets'
  // The daemon needs a moment until it answers on the bus; gdbus is not there everywhere, so it is asked by waiting.
  const script = `${start} >/dev/null 2>&1; sleep 1; exec "$NODE" --input-type=module -e "$SOURCE"`
  try {
    const { stdout, stderr, status } = spawnSync('dbus-run-session', ['--', 'bash', '-c', script], {
      cwd: process.cwd(),
      env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: runtime, NODE: process.execPath, SOURCE: source },
      encoding: 'utf8',
      timeout: 25_000,
    })
    const line = stdout.trim().split('\n').at(-1) ?? ''
    if (status !== 0 || !line.startsWith('{')) throw new Error(`The keychain session failed (${status}): ${stdout}\n${stderr}`)
    return JSON.parse(line)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
