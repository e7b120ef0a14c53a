import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileChange, FlowVersion } from '#core/contract/flows.ts'
import { checkFlow, type KnownParts } from '#core/flow/check.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { createDataFolder } from '#host/data-folder/locate.ts'
import { saveFlowFile } from '#host/flow-files/save-flow-file.ts'
import { type Draft, noHistory, openDraftStore } from './draft-store.ts'
import type { Emit } from './events.ts'
import { type FlowEntries, type FlowEntry, openFlowEntries } from './flow-entries.ts'
import { createFileStates, type FlowFileState } from './flow-file-state.ts'
import { hashOf } from './flow-text.ts'
import { createTurns } from './in-turn.ts'
import { replaceDiff } from './replace-diff.ts'
import { slugOf } from './safe-name.ts'
import { openVersionStore, type PublishedFlow } from './version-store.ts'

/**
 * The flows of this computer: a list, a draft of each with its history, every published version, and the user's file.
 * Only published versions are run by the schedule; the file is written when one is published.
 */
export interface FlowLibrary extends Pick<FlowEntries, 'list' | 'find' | 'get'> {
  /** What the editor shows: the draft, else what is published. */
  draft(flowId: string): Promise<Draft>
  draftDocument(flowId: string): Promise<FlowDocument>
  saveDraft(flowId: string, draft: Draft): Promise<void>
  /** Replaces the draft's document; the history gets a step that undoes it. */
  replaceDraft(flowId: string, document: FlowDocument, label: string): Promise<void>
  published(flowId: string): Promise<PublishedFlow | null>
  version(flowId: string, version: number): Promise<PublishedFlow>
  versions(flowId: string): Promise<readonly FlowVersion[]>
  /** @throws SettingsError `flow-invalid` with its problems, `flow-file-changed` */
  publish(
    flowId: string,
    document: FlowDocument,
    options?: { readonly note?: string; readonly overwriteFile?: boolean },
  ): Promise<FlowVersion>
  fileChange(flowId: string): Promise<FileChange | null>
  resolveFile(flowId: string, choice: 'take' | 'keep'): Promise<void>
  /** A new flow as a draft; its file is written when it is published. */
  add(document: FlowDocument, facts?: { readonly isPractice?: boolean; readonly trusted?: boolean }): Promise<FlowEntry>
  /** @throws SettingsError `not-published` when there is nothing to arm, `not-trusted` */
  setArmed(flowId: string, armed: boolean): Promise<FlowEntry>
  remove(flowId: string, options: { readonly deleteFile: boolean }): Promise<void>
  /** What a crash left of a flow that never got as far as the list, or is no longer in it. */
  forgetUnlisted(flowId: string): Promise<void>
}

export async function openFlowLibrary({
  dataFolder,
  clock,
  known,
  emit,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly known: KnownParts
  readonly emit: Emit
}): Promise<FlowLibrary> {
  const entries = await openFlowEntries(dataFolder)
  const drafts = openDraftStore(dataFolder, known.nodes)
  const versions = openVersionStore(dataFolder, known.nodes)
  const fileState = createFileStates(known.nodes)
  const inTurn = createTurns()
  const flowsFolder = join(dataFolder, 'flows')
  createDataFolder(flowsFolder)
  await finishPublications()

  async function published(flowId: string): Promise<PublishedFlow | null> {
    const { publishedVersion } = entries.get(flowId)
    return publishedVersion === null ? null : versions.read(flowId, publishedVersion)
  }

  async function draft(flowId: string): Promise<Draft> {
    entries.get(flowId)
    const found = await drafts.read(flowId)
    if (found) return found
    const document = (await published(flowId))?.document
    if (document) return { document, history: noHistory }
    throw new SettingsError('The draft of this flow is damaged and it was never published.', {
      code: 'file-damaged',
      hint: `The damaged file is kept in ${join(dataFolder, 'drafts')}. Remove the flow, or restore the file from a backup.`,
    })
  }

  async function replaceDraft(flowId: string, given: FlowDocument, label: string): Promise<void> {
    const before = await draft(flowId)
    const document = { ...given, id: flowId }
    const steps = before.history.steps.slice(0, before.history.done)
    const step = { label, at: clock.now().getTime(), diff: replaceDiff(before.document, document) }
    await drafts.save(flowId, { document, history: { steps: [...steps, step].slice(-2_000), done: Math.min(steps.length + 1, 2_000) } })
    emit('flow:changed', { flowId, what: 'list' })
  }

  async function fileChange(flowId: string): Promise<FileChange | null> {
    const entry = entries.get(flowId)
    if (entry.publishedVersion === null) return null
    return changeOf(entry, await fileState(entry.file))
  }

  async function publish(flowId: string, document: FlowDocument, { note, overwriteFile }: { note?: string; overwriteFile?: boolean } = {}) {
    const entry = entries.get(flowId)
    refuseOther(flowId, document)
    const problems = checkFlow(document, known)
    if (problems.length > 0) throw flowInvalid(document, problems)
    const change = changeOf(entry, await fileState(entry.file))
    if (change && change.kind !== 'missing' && overwriteFile !== true) throw fileChanged(entry, change)
    const hash = hashOf(document)
    const before = await published(flowId)
    const isSame = before !== null && before.hash === hash
    const version: PublishedFlow = isSame
      ? before
      : {
          ...{ version: (entry.publishedVersion ?? 0) + 1, at: clock.now().getTime(), hash, document },
          ...(note !== undefined && note.trim() !== '' && { note: note.trim() }),
        }
    // In this order a crash leaves a version that the next start finds and counts in: see finishPublications.
    if (!isSame) await versions.add(flowId, version)
    await saveFlowFile(entry.file, document)
    await entries.change(flowId, { publishedVersion: version.version, publishedHash: hash, seenFileHash: null, trusted: true })
    const kept = await drafts.read(flowId)
    await drafts.save(flowId, { document, history: kept?.history ?? noHistory })
    emit('flow:changed', { flowId, what: 'published' })
    const { document: _document, ...facts } = version
    return facts
  }

  /** A version whose file was written, but that a crash kept out of the list. */
  async function finishPublications(): Promise<void> {
    for (const { id, file, publishedVersion } of entries.list()) {
      const next = await versions.read(id, (publishedVersion ?? 0) + 1).catch(() => undefined)
      const state = next && (await fileState(file))
      if (next && state?.kind === 'flow' && state.hash === next.hash) {
        await entries.change(id, { publishedVersion: next.version, publishedHash: next.hash, seenFileHash: null })
      }
    }
  }

  /** A name nobody has yet, among the flows and in the folder. */
  async function freeFile(name: string): Promise<string> {
    const taken = new Set(entries.list().map(({ file }) => file.toLowerCase()))
    for (let number = 1; ; number++) {
      const file = join(flowsFolder, `${slugOf(name)}${number === 1 ? '' : `-${number}`}.flow.json`)
      if (!taken.has(file.toLowerCase()) && (await fileState(file)).kind === 'missing') return file
    }
  }

  return {
    ...{ list: entries.list, find: entries.find, get: entries.get },
    ...{ draft, published, replaceDraft },
    // In turn with publishing, which changes file and list one after the other.
    fileChange: (flowId) => inTurn(flowId, () => fileChange(flowId)),
    async draftDocument(flowId) {
      entries.get(flowId)
      return (await drafts.document(flowId)) ?? (await draft(flowId)).document
    },
    async saveDraft(flowId, given) {
      entries.get(flowId)
      refuseOther(flowId, given.document)
      await drafts.save(flowId, given)
      emit('flow:changed', { flowId, what: 'list' })
    },
    version: (flowId, version) => versions.read(flowId, version),
    async versions(flowId) {
      const { publishedVersion } = entries.get(flowId)
      return (await versions.list(flowId)).filter(({ version }) => version <= (publishedVersion ?? 0))
    },
    publish: (flowId, document, options) => inTurn(flowId, () => publish(flowId, document, options)),
    resolveFile: (flowId, choice) =>
      inTurn(flowId, async () => {
        const entry = entries.get(flowId)
        const state = await fileState(entry.file)
        if (choice === 'keep') {
          const document = (await published(flowId))?.document
          if (!document) throw notPublished()
          await saveFlowFile(entry.file, document)
          await entries.change(flowId, { seenFileHash: null, publishedHash: hashOf(document) })
        } else {
          if (state.kind !== 'flow') {
            throw new SettingsError(`There is no flow to take over in ${entry.file}.`, { code: 'flow-file-unreadable' })
          }
          await replaceDraft(flowId, state.document, 'Took over the file')
          await entries.change(flowId, { seenFileHash: state.hash })
        }
        emit('flow:changed', { flowId, what: 'file' })
      }),
    add: (document, { isPractice = false, trusted = true } = {}) =>
      // One place for all new flows: two of one name must not get one file.
      inTurn('', async () => {
        const entry: FlowEntry = {
          ...{ id: document.id, file: await freeFile(document.name), publishedVersion: null, publishedHash: null, seenFileHash: null },
          ...{ armed: false, trusted, isPractice, addedAt: clock.now().getTime() },
        }
        if (entries.find(document.id))
          throw new SettingsError(`"${document.name}" is in the list already.`, {
            code: 'flow-exists',
            hint: 'Make a copy of it, or replace it.',
          })
        await drafts.save(document.id, { document, history: noHistory })
        await entries.add(entry)
        emit('flow:changed', { flowId: document.id, what: 'list' })
        return entry
      }),
    async setArmed(flowId, armed) {
      const { publishedVersion, trusted } = entries.get(flowId)
      if (armed && publishedVersion === null) throw notPublished()
      if (armed && !trusted) {
        throw new SettingsError('This flow came from somebody else and was not published here yet.', {
          code: 'not-trusted',
          hint: 'Look at what it reads and writes, publish it, and switch its schedule on then.',
        })
      }
      const changed = await entries.change(flowId, { armed })
      emit('flow:changed', { flowId, what: 'schedule' })
      return changed
    },
    remove: (flowId, { deleteFile }) =>
      inTurn(flowId, async () => {
        const { file } = entries.get(flowId)
        await entries.remove(flowId)
        await drafts.remove(flowId)
        await versions.remove(flowId)
        if (deleteFile) await rm(file, { force: true })
        emit('flow:changed', { flowId, what: 'list' })
      }),
    forgetUnlisted: (flowId) =>
      inTurn(flowId, async () => {
        if (entries.find(flowId)) return
        await drafts.remove(flowId)
        await versions.remove(flowId)
      }),
  }
}

function changeOf({ publishedHash, seenFileHash }: FlowEntry, state: FlowFileState): FileChange | null {
  switch (state.kind) {
    case 'missing':
      return { kind: 'missing', problems: [], document: null }
    case 'unreadable':
      return { kind: 'unreadable', problems: state.problems, document: null }
    case 'flow':
      return state.hash === publishedHash || state.hash === seenFileHash
        ? null
        : { kind: 'changed', problems: [], document: state.document }
  }
}

function fileChanged({ file }: FlowEntry, { kind }: FileChange): SettingsError {
  const what = kind === 'changed' ? 'was changed by another program since it was last published' : 'can no longer be read as a flow'
  return new SettingsError(`${file} ${what}.`, {
    code: 'flow-file-changed',
    hint: 'Compare the two, then take over the file or overwrite it.',
    facts: { file, kind },
  })
}

function flowInvalid(document: FlowDocument, problems: ReturnType<typeof checkFlow>): SettingsError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new SettingsError(`"${document.name}" has ${count}: ${problems[0]?.message ?? ''}`, {
    code: 'flow-invalid',
    hint: 'Mend what is marked, then publish again. The draft is kept.',
    facts: { problems: problems.slice(0, 50).map(({ path, message }) => ({ path, message })) },
  })
}

function notPublished(): SettingsError {
  return new SettingsError('This flow has not been published yet.', { code: 'not-published', hint: 'Publish it first.' })
}

function refuseOther(flowId: string, document: FlowDocument): void {
  if (document.id === flowId) return
  throw new AppError(`The flow "${document.name}" is another one than the one that is open.`, {
    code: 'other-flow',
    fix: 'developer',
  })
}
