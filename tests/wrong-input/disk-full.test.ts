import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandLine } from '#tests/support/command-line.ts'
import { type CommandLineShop, placeOrder, startCommandLineShop } from '#tests/support/command-line-shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-disk-'))
const isMounted = mountSmallDisk()
afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', folder])
  rmdirSync(folder)
})

describe.skipIf(!isMounted)('a disk that is full', () => {
  let shop: CommandLineShop
  beforeAll(async () => {
    shop = await startCommandLineShop({ orderCount: 40, line: createCommandLine({ dataFolder: join(folder, 'data') }) })
  })
  afterAll(() => shop?.close())

  it.each([
    ['from the start', 0],
    ['in the middle', 80_000],
  ])(
    '(%s) ends the run with a message about it; with room again, the next run does the rest, each order once',
    async (_when, spareBytes) => {
      const filler = join(folder, 'filler')
      await shop.runOrders()
      const placed = Array.from({ length: 30 }, (_, index) => placeOrder(shop.till, { reference: `Nummer ${index}` }).number)
      const position = await shop.position()
      fill(filler, spareBytes)
      const { exitCode, stdout, stderr } = await shop.runOrders()
      rmSync(filler)

      expect(`${stdout}${stderr}`).toContain('The disk is full')
      expect(`${stdout}${stderr}`).toContain('Free some space on the disk of the data folder')
      expect({ exitCode, position: await shop.position() }).toEqual({ exitCode: 3, position })

      const report = (await shop.runOrders({ args: ['--json'] })).json().at(-1)
      expect(report).toMatchObject({ state: 'finished' })
      const orders = shop.orderNumbers()
      expect(placed.filter((number) => orders.filter((one) => one === number).length !== 1)).toEqual([])
    },
  )
})

/** Takes all that is left but for the spare bytes. */
function fill(file: string, spareBytes: number): void {
  const handle = openSync(file, 'w')
  let written = 0
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) written += writeSync(handle, Buffer.alloc(size))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
  ftruncateSync(handle, Math.max(0, written - spareBytes))
  closeSync(handle)
}

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', folder], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('The test of a full disk is skipped: a small disk can only be mounted by root on Linux.')
    return false
  }
}
