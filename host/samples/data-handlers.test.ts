import { expect, it } from 'vitest'
import { openTestService, type TestService } from '#tests/support/test-service.ts'

/** A service whose practice flow has run once. */
async function practised(): Promise<{ readonly service: TestService; readonly flowId: string }> {
  const service = await openTestService({ withVault: true, practiceOrders: 30 })
  const ended = service.next('run:ended')
  const { flowId } = await service.request('practice:start', {})
  await ended
  return { service, flowId }
}

it('shows what passed a node, runs a part of the draft without writing, and tells when it has', async () => {
  const { service, flowId } = await practised()
  const { draft } = await service.request('flow:open', { flowId })
  const filter = draft.nodes.find(({ type }) => type === 'filter')
  const upsert = draft.nodes.find(({ type }) => type === 'upsert')
  if (!filter || !upsert) throw new Error('The practice flow has no filter or no upsert.')
  const overviewOf = async (nodeId: string) =>
    (await service.request('data:overview', { flowId, document: draft })).find((one) => one.nodeId === nodeId)

  expect(await overviewOf(upsert.id)).toMatchObject({ source: { kind: 'run' }, isStale: false, isPinned: false })
  const { rows, total } = await service.request('data:rows', { flowId, nodeId: filter.id, side: 'in', offset: 0, limit: 500 })
  expect(rows).toHaveLength(total)
  expect(await service.request('data:schema', { flowId, nodeId: filter.id, side: 'in' })).toContainEqual(
    expect.objectContaining({ path: 'data.lines[].sku', types: ['string'] }),
  )

  const ended = service.next('data:preview-ended')
  const { previewId } = await service.request('data:preview', { flowId, document: draft, nodeId: upsert.id, scope: 'to-here', limit: 5 })
  await expect(
    service.request('data:preview', { flowId, document: draft, nodeId: upsert.id, scope: 'to-here', limit: 5 }),
  ).rejects.toMatchObject({ code: 'preview-running' })
  expect(await ended).toEqual({ flowId, previewId, state: 'finished', error: null })
  expect(await overviewOf(upsert.id)).toMatchObject({ source: { kind: 'preview', runId: null } })

  await service.request('data:pin', { flowId, nodeId: filter.id })
  expect((await service.request('flow:open', { flowId })).pinned).toEqual([filter.id])
  expect((await service.request('flow:export', { flowId, which: 'draft', withPinned: false })).text).not.toContain('"samples"')
  const { text } = await service.request('flow:export', { flowId, which: 'draft', withPinned: true })
  const { id: copy } = await service.request('flow:import', { text, bindings: {}, as: 'copy' })
  expect((await service.request('flow:open', { flowId: copy })).pinned).toEqual([filter.id])
  await service.request('data:unpin', { flowId, nodeId: filter.id })
  expect(await overviewOf(filter.id)).toMatchObject({ isPinned: false })
})

it('needs connections only for what a preview runs, and says which is missing', async () => {
  const { service, flowId } = await practised()
  const { draft } = await service.request('flow:open', { flowId })
  const read = draft.nodes.find(({ type }) => type === 'read')
  const upsert = draft.nodes.find(({ type }) => type === 'upsert')
  const slot = String(upsert?.settings.slot)
  await service.request('flow:bind', { flowId, slot, connectionId: null })
  const preview = async (nodeId = '') => {
    const ended = service.next('data:preview-ended')
    await service.request('data:preview', { flowId, document: draft, nodeId, scope: 'to-here', limit: 5 })
    return ended
  }
  expect(await preview(read?.id)).toMatchObject({ state: 'finished' })
  expect(await preview(upsert?.id)).toMatchObject({ state: 'failed', error: { code: 'slot-unbound', fix: 'user' } })
})

it('answers from the log, the report and the record’s page what a run left', async () => {
  const { service, flowId } = await practised()
  const { viewId, total } = await service.request('log:open', { filter: { flowId } })
  const { rows } = await service.request('log:rows', { viewId, offset: 0, limit: 500 })
  expect(rows).toHaveLength(total)
  const created = rows.find(({ kind }) => kind === 'created')
  if (!created?.key) throw new Error('The practice run has created nothing.')
  // Named as on the canvas, not by its id.
  expect(created.nodeName).not.toBe(created.nodeId)
  const report = await service.request('run:report', { runId: created.runId })
  const counted = Object.values(report.run.totals).reduce((sum, count) => sum + count, 0)
  expect(report.byNode.flatMap(({ outcomes }) => Object.values(outcomes)).reduce((sum, count) => sum + count, 0)).toBe(counted)
  const page = await service.request('record:page', { key: created.key })
  expect(page.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['sent', 'outcome', 'link']))
  // What came in is kept as a sample; what waits would be parked, and nothing of a created record does.
  expect(page).toMatchObject({ parked: null, cameIn: { flowId, record: { key: created.key, raw: expect.anything() } } })
  expect((await service.request('record:search', { text: created.key.slice(1) })).map(({ key }) => key)).toContain(created.key)
  await service.request('log:close', { viewId })
  await expect(service.request('log:rows', { viewId, offset: 0, limit: 1 })).rejects.toMatchObject({ code: 'view-gone' })
})
