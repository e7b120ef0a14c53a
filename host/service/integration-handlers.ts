import type { Handlers } from '#core/contract/dispatch.ts'
import type { KeptIntegrationDraft } from '#core/contract/integrations.ts'
import { checkFlow, type KnownParts } from '#core/flow/check.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { BindingStore } from '#host/connections/binding-store.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import { type BuildFlow, boundSlots, builtFlow } from '#host/integrations/built-flow.ts'
import type { IntegrationDrafts } from '#host/integrations/integration-drafts.ts'
import { createTries, type LaneToTry, type TryDeps, tryLanes } from '#host/integrations/try-integration.ts'
import type { Emit } from './events.ts'
import type { Schedules } from './flow-handlers.ts'
import type { FlowLibrary } from './flow-library.ts'
import { createTurns } from './in-turn.ts'

type IntegrationHandlers = Pick<Handlers, Extract<keyof Handlers, `integration:${string}`>>

export interface IntegrationDeps extends TryDeps {
  readonly drafts: IntegrationDrafts
  readonly build: BuildFlow
  readonly library: FlowLibrary
  readonly connections: ConnectionStore
  readonly bindings: BindingStore
  readonly known: KnownParts
  readonly schedules: Pick<Schedules, 'refresh'>
  readonly timeZone: string
  readonly emit: Emit
}

const usualTry = 5

/** *New integration*: keeps answers, tries them without writing, and makes the flow. `close` stops what is being tried. */
export function createIntegrationHandlers(deps: IntegrationDeps): { readonly handlers: IntegrationHandlers; close(): Promise<void> } {
  const { drafts, build, library, connections, bindings, known, schedules, timeZone, emit } = deps
  const tries = createTries()
  const inTurn = createTurns()

  const answersOf = ({ answers }: KeptIntegrationDraft) => ({ ...answers, timeZone: answers.timeZone ?? timeZone })

  /** @throws SettingsError `connection-missing`, `other-connector`, `unknown-connection` */
  async function checkConnections({ answers, connections: chosen }: KeptIntegrationDraft): Promise<void> {
    for (const side of ['left', 'right'] as const) {
      const wanted = answers[side]
      const connectionId = chosen[side]
      const label = known.connectors[wanted ?? '']?.label ?? wanted ?? 'the system'
      if (connectionId === undefined) {
        throw new SettingsError(`No connection to ${label} has been chosen yet.`, {
          code: 'connection-missing',
          hint: 'Add one, or practise instead.',
          facts: { side },
        })
      }
      const connection = await connections.get(connectionId)
      if (connection.connectorId !== wanted)
        throw new SettingsError(`"${connection.name}" is no connection to ${label}.`, { code: 'other-connector', facts: { side } })
    }
  }

  /** One flow per lane. All of them at once: what one lane lacks is told before anything is read. */
  async function lanesOf(id: string): Promise<readonly LaneToTry[]> {
    const draft = drafts.get(id)
    await checkConnections(draft)
    // Old orders may be left alone later on; to see what would become of real ones, they are what there is.
    const answers = { ...answersOf(draft), ordersSince: null }
    builtFlow(build, answers)
    return answers.lanes.map((lane, place) => {
      const document = { ...builtFlow(build, { ...answers, lanes: [lane] }), id: `try-${id}-${place}` }
      return { lane: place, document, bound: boundSlots(document, draft) }
    })
  }

  async function finish(id: string, switchOn: boolean): Promise<{ readonly flowId: string }> {
    const draft = drafts.get(id)
    await checkConnections(draft)
    // The draft's id becomes the flow's: finishing again after a crash half-way goes on with the same flow.
    const document: FlowDocument = { ...builtFlow(build, answersOf(draft)), id }
    refuseInvalid(document)
    const bound = boundSlots(document, draft)
    const isPractice = (await Promise.all([...bound.values()].map((one) => connections.get(one)))).every((one) => one.isPractice === true)
    await beginAgain(id)
    if (!library.find(id)) await library.add(document, { isPractice })
    for (const slot of (await bindings.get(id)).keys()) if (!bound.has(slot)) await bindings.remove(id, slot)
    for (const [slot, connectionId] of bound) await bindings.set(id, slot, connectionId)
    await library.publish(id, document)
    // Last of all: what the schedule may start is whole, wherever a crash cuts this off.
    if (switchOn && draft.answers.everyMinutes !== null) await library.setArmed(id, true)
    await schedules.refresh()
    await drafts.remove(id)
    emit('integration:changed', { id })
    emit('flow:changed', { flowId: id, what: 'bindings' })
    return { flowId: id }
  }

  /** Finishing was cut off before, and the answers may be others by now: what is half made goes, what is whole rests meanwhile. */
  async function beginAgain(id: string): Promise<void> {
    const before = library.find(id)
    if (!before) return
    if (before.publishedVersion === null) {
      await bindings.forgetFlow(id)
      await library.remove(id, { deleteFile: false })
    } else if (before.armed) {
      await library.setArmed(id, false)
      await schedules.refresh()
    }
  }

  function refuseInvalid(document: FlowDocument): void {
    const problems = checkFlow(document, known)
    if (problems.length === 0) return
    throw new SettingsError(`These answers do not make a flow that runs: ${problems[0]?.message ?? ''}`, {
      code: 'flow-invalid',
      facts: { problems: problems.slice(0, 50).map(({ path, message }) => ({ path, message })) },
    })
  }

  const handlers: IntegrationHandlers = {
    'integration:drafts': () => drafts.list(),
    'integration:save': async (given) => {
      const saved = await drafts.save(given)
      emit('integration:changed', saved)
      return saved
    },
    'integration:remove': async ({ id }) => {
      tries.stop(id)
      await inTurn(id, async () => {
        await library.forgetUnlisted(id)
        await drafts.remove(id)
      })
      emit('integration:changed', { id })
    },
    // Counted as going on from the call itself: of two that come close together, the later one has the newer answers.
    'integration:try': ({ id, limit = usualTry }, { signal }) =>
      tries.run(id, async (stopped) => {
        const onTrying = (lane: number, read: number) => emit('integration:trying', { id, lane, read })
        return tryLanes(await lanesOf(id), { limit, signal: AbortSignal.any([stopped, signal]), onTrying }, deps)
      }),
    'integration:stop-try': ({ id }) => tries.stop(id),
    'integration:finish': ({ id, switchOn }) => inTurn(id, () => finish(id, switchOn)),
  }
  return { handlers, close: tries.close }
}
