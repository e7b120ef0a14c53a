import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { safeName } from '#host/service/safe-name.ts'

/** Samples of records that passed through a flow's nodes: one database for each flow, on this computer only. */
export function samplesFolder(dataFolder: string): string {
  return join(dataFolder, 'samples')
}

export function sampleFile(dataFolder: string, flowId: string): string {
  return join(samplesFolder(dataFolder), `${safeName(flowId)}.db`)
}

export function pinFile(dataFolder: string, flowId: string): string {
  return join(samplesFolder(dataFolder), `${safeName(flowId)}.pins.json`)
}

const companions = ['-wal', '-shm', ''] as const

export function removeSampleFile(file: string): void {
  for (const suffix of companions) rmSync(file + suffix, { force: true })
}

/** Files of samples, pins not among them. */
export function listSampleFiles(dataFolder: string): readonly string[] {
  const folder = samplesFolder(dataFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(folder, name))
}

/** Deletes samples nobody has renewed for so long. Pins stay: a person put them there. Returns how many went. */
export function pruneSamples(dataFolder: string, { maxAgeDays, now }: { readonly maxAgeDays: number; readonly now: Date }): number {
  const before = now.getTime() - maxAgeDays * 86_400_000
  const old = listSampleFiles(dataFolder).filter((file) => lastWritten(file) < before)
  for (const file of old) removeSampleFile(file)
  return old.length
}

function lastWritten(file: string): number {
  return Math.max(...companions.map((suffix) => statSync(file + suffix, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** A flow that is removed takes its samples and pins along. */
export function removeSamplesOf(dataFolder: string, flowId: string): void {
  removeSampleFile(sampleFile(dataFolder, flowId))
  rmSync(pinFile(dataFolder, flowId), { force: true })
}
