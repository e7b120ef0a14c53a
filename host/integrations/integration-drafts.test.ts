import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answers } from '#core/integration/answers.ts'
import { systemClock } from '#host/clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openIntegrationDrafts } from './integration-drafts.ts'

const draftOf = (left: string, step = 'systems') => ({ answers: answers.parse({ left }), connections: {}, step })

describe('drafts of integrations', () => {
  it('are there again after a restart, newest first', async () => {
    const dataFolder = temporaryFolder()
    let now = 1_000
    const clock = { ...systemClock, now: () => new Date(now) }
    const drafts = await openIntegrationDrafts({ dataFolder, clock })
    const first = await drafts.save({ draft: draftOf('mplus') })
    now = 2_000
    const second = await drafts.save({ draft: draftOf('odoo') })
    now = 3_000
    await drafts.save({ id: first.id, draft: draftOf('mplus', 'kinds') })
    const again = await openIntegrationDrafts({ dataFolder, clock })
    expect(again.list().map(({ id }) => id)).toEqual([first.id, second.id])
    expect(again.get(first.id)).toMatchObject({ step: 'kinds', changedAt: 3_000, answers: { left: 'mplus', everyMinutes: 5 } })
  })

  it('keep what was saved last when saves overtake each other', async () => {
    const dataFolder = temporaryFolder()
    const drafts = await openIntegrationDrafts({ dataFolder, clock: systemClock })
    const { id } = await drafts.save({ draft: draftOf('mplus') })
    await Promise.all(['a', 'b', 'c'].map((step) => drafts.save({ id, draft: draftOf('mplus', step) })))
    expect(JSON.parse(readFileSync(join(dataFolder, 'integrations', `${id}.json`), 'utf8'))).toMatchObject({ draft: { step: 'c' } })
  })

  it('are gone with their file when they are removed, also while one is being saved', async () => {
    const dataFolder = temporaryFolder()
    const drafts = await openIntegrationDrafts({ dataFolder, clock: systemClock })
    const { id } = await drafts.save({ draft: draftOf('mplus') })
    const saving = drafts.save({ id, draft: draftOf('mplus', 'kinds') })
    await drafts.remove(id)
    await saving
    expect(readdirSync(join(dataFolder, 'integrations'))).toEqual([])
    await expect(drafts.save({ id, draft: draftOf('mplus') })).rejects.toMatchObject({ code: 'unknown-draft' })
  })

  it('that cannot be read are kept aside', async () => {
    const dataFolder = temporaryFolder()
    const { id } = await (await openIntegrationDrafts({ dataFolder, clock: systemClock })).save({ draft: draftOf('mplus') })
    writeFileSync(join(dataFolder, 'integrations', `${id}.json`), '{"version":1,"dra')
    const drafts = await openIntegrationDrafts({ dataFolder, clock: systemClock })
    expect(drafts.list()).toEqual([])
    expect(readdirSync(join(dataFolder, 'integrations'))).toEqual([`${id}.json.damaged`])
  })

  it('have an end', async () => {
    const drafts = await openIntegrationDrafts({ dataFolder: temporaryFolder(), clock: systemClock })
    for (let count = 0; count < 100; count++) await drafts.save({ draft: draftOf('mplus') })
    await expect(drafts.save({ draft: draftOf('mplus') })).rejects.toMatchObject({ code: 'too-many-drafts' })
  })
})
