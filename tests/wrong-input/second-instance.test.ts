import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CommandLineShop, startCommandLineShop, templateFile } from '#tests/support/command-line-shop.ts'

let shop: CommandLineShop
beforeAll(async () => {
  shop = await startCommandLineShop({ orderCount: 12 })
})
afterAll(() => shop?.close())

it('refuses a second run on the same data folder, names the folder and the process, and the first goes on undisturbed', async () => {
  shop.books.misbehave([{ kind: 'latency', delayMs: 300 }])
  const bind = ['--bind', 'till=Till', '--bind', 'books=Books']
  const first = shop.line.start(['flow', 'run', templateFile, ...bind, '--json'])
  await first.says('"started"')
  const second = await shop.runOrders()
  expect(second.stderr).toContain(`Sluice is already running on ${shop.line.dataFolder} (process ${first.pid}, since `)
  expect(second.stderr).toContain('Use the one that is running, or stop it first; or name another folder in SLUICE_DATA.')
  expect(second.exitCode).toBe(3)

  shop.books.misbehave([])
  const report = (await first.finished).json().at(-1)
  expect(report).toMatchObject({ state: 'finished', emitted: 12 })
  expect((await shop.runOrders()).stdout).not.toContain('already running')
})

it('lets others look while a run is at work', async () => {
  shop.books.misbehave([{ kind: 'latency', delayMs: 300 }])
  const running = shop.line.start(['flow', 'run', templateFile, '--json'])
  await running.says('"started"')
  const list = await shop.line.run(['runs', 'list'])
  shop.books.misbehave([])
  await running.finished
  expect(list).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('running') })
})
