import { execFile } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#host/clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openTestService, testPassphrase } from '#tests/support/test-service.ts'
import { openService } from './service.ts'

const environment = { SLUICE_VAULT: 'file' }

describe('a service', () => {
  it('keeps the data folder to itself for as long as it lives', async () => {
    const app = await openTestService()
    const second = () => openService({ dataFolder: app.dataFolder, environment, clock: systemClock, shell: 'test' })
    await expect(second()).rejects.toMatchObject({ code: 'data-folder-locked', facts: { pid: process.pid } })
    await app.close()
    await (await second()).close()
  })

  it('lets the command line look, and refuses it a run of its own, saying who is running', async () => {
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    const { draft, file } = await app.request('flow:open', { flowId: id })
    await app.request('flow:publish', { flowId: id, document: draft })
    const till = { address: 'http://127.0.0.1', port: 9, ident: 'i', secret: 's' }
    await app.request('connection:add', { connectorId: 'mplus', name: 'till', settings: till })
    const books = { url: 'http://127.0.0.1:9', database: 'd', apiKey: 'k' }
    await app.request('connection:add', { connectorId: 'odoo', name: 'books', settings: books })
    const sluice = (...words: string[]) =>
      promisify(execFile)(process.execPath, ['cli/main.ts', ...words], {
        env: { ...process.env, ...environment, SLUICE_DATA: app.dataFolder, SLUICE_PASSPHRASE: testPassphrase },
      })
    expect((await sluice('connection', 'list')).stdout).toContain('books')
    const refused = sluice('flow', 'run', file, '--bind', 'till=till', '--bind', 'books=books')
    await expect(refused).rejects.toMatchObject({
      stderr: expect.stringMatching(new RegExp(`already running on .*process ${process.pid}[^]*Use the one that is running`)),
    })
  })

  it('lets the folder go when it cannot be opened', async () => {
    const dataFolder = temporaryFolder()
    const list = join(dataFolder, 'flows.json')
    writeFileSync(list, '{"version":1,"flo')
    const open = () => openService({ dataFolder, environment, clock: systemClock, shell: 'test' })
    await expect(open()).rejects.toMatchObject({ code: 'file-damaged', message: expect.stringContaining(list) })
    await expect(open()).rejects.toMatchObject({ code: 'file-damaged' })
  })

  it('keeps a damaged journal aside, tells so, and runs nothing that writes before that is accepted', async () => {
    const dataFolder = temporaryFolder()
    writeFileSync(join(dataFolder, 'journal.db'), 'this was a journal once'.repeat(100))
    const app = await openTestService({ withVault: true, dataFolder })
    const { damage } = await app.request('app:info', {})
    expect(damage).toMatchObject({ file: expect.stringContaining('journal.db.damaged-') })
    expect(existsSync(damage?.file ?? '')).toBe(true)
    await expect(app.request('practice:start', {})).rejects.toMatchObject({ code: 'journal-damaged' })
    expect(await app.request('app:accept-damage', {})).toMatchObject({ damage: null })
    const ended = app.next('run:ended')
    await app.request('practice:start', {})
    expect((await ended).run.state).toBe('finished')
  })

  it('keeps preferences over a restart and tells every page of a change', async () => {
    const app = await openTestService()
    const told = app.next('app:preferences-changed')
    await app.request('app:change-preferences', { theme: 'dark', keys: { save: 'Mod+S' } })
    expect(await told).toMatchObject({ theme: 'dark', language: 'system' })
    await app.close()
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect(await again.request('app:preferences', {})).toMatchObject({ theme: 'dark', keys: { save: 'Mod+S' }, closeToTray: true })
  })

  it('shows a flow whose files are damaged, so that it can be removed', async () => {
    const app = await openTestService()
    const { id } = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    await app.close()
    const drafts = join(app.dataFolder, 'drafts')
    for (const name of readdirSync(drafts)) writeFileSync(join(drafts, name), 'gone')
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect(await again.request('flow:list', {})).toMatchObject([{ id, problemCount: 1, description: expect.stringContaining('damaged') }])
    await expect(again.request('flow:open', { flowId: id })).rejects.toMatchObject({ code: 'file-damaged' })
    await again.request('flow:remove', { flowId: id, deleteFile: false })
    expect(await again.request('flow:list', {})).toEqual([])
  })

  it('answers a question there is not', async () => {
    const app = await openTestService()
    const caller = { id: 'test', signal: new AbortController().signal }
    expect(await app.service.dispatch('flow:destroy', {}, caller)).toMatchObject({ ok: false, error: { code: 'unknown-request' } })
  })
})
