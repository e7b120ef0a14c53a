import type { RunProgress } from '#core/engine/run-event.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Fix } from '#core/kit/record.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import type { EarlierCalls } from '#host/http/request-budget.ts'
import type { FailureCause } from '#host/journal/run-queries.ts'
import type { RunCause } from '#host/journal/runs.ts'

/** What a run process is told to do. Travels over the pipe between the two processes only: it holds secrets. */
export interface StartRun {
  readonly type: 'start'
  readonly dataFolder: string
  readonly document: FlowDocument
  readonly mode: 'run' | 'plan'
  /** Who started it; `command-line` when absent. */
  readonly cause?: RunCause
  /** The published version the document is; absent for a draft or a file. */
  readonly version?: number
  /** Runs that were cut off and that this one continues, where the one who starts it knows of any. */
  readonly resumes?: readonly number[]
  /** Ended runs are kept so long; 90 days when absent. */
  readonly keepDays?: number
  /** The connection each slot of the flow is bound to on this machine. */
  readonly connections: Readonly<Record<string, OpenableConnection>>
}

export interface OpenableConnection {
  readonly stored: StoredConnection
  readonly secrets: Readonly<Record<string, string>>
}

/** Shows what a draft would do up to a node: nothing is written anywhere but into the flow's samples. */
export interface StartPreview extends Pick<StartRun, 'dataFolder' | 'document' | 'connections'> {
  readonly type: 'preview'
  readonly nodeId: string
  /** From the sources on, or this node alone on what stands at its input. */
  readonly scope: 'to-here' | 'only'
  /** Records from each source. */
  readonly limit: number
}

/** Calls that were made before by others, told first: the vendor counts them too. */
export interface EarlierCallsTold {
  readonly type: 'earlier-calls'
  readonly calls: readonly (readonly [connectionId: string, readonly EarlierCalls[]])[]
}

export interface StopRun {
  readonly type: 'stop'
}

/** The answer to `TokenWanted`. */
export interface TokenGiven {
  readonly type: 'token'
  readonly id: number
  readonly token: { readonly ok: true; readonly accessToken: string } | { readonly ok: false; readonly error: ErrorFacts }
}

export type ToRun = TokenGiven | StartRun | StartPreview | EarlierCallsTold | StopRun

/** An error as it crosses the boundary: its facts stay, its class is its code. */
export interface ErrorFacts {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly fix: Fix
}

export interface RunStarted {
  readonly type: 'started'
  readonly runId: number
  /** Runs of this flow that were cut off and are continued by this one. */
  readonly resumes: readonly number[]
}

export interface RunMoved {
  readonly type: 'progress'
  readonly progress: RunProgress
}

export interface RunEnded {
  readonly type: 'ended'
  readonly runId?: number
  readonly state: 'finished' | 'failed' | 'stopped'
  readonly error?: ErrorFacts
  /** The slot whose connection did not work as it is given, where that ended the run. */
  readonly lostSlot?: string
  /** Connections that were called at all. Absent where the run never began. */
  readonly called?: readonly string[]
  readonly progress: RunProgress
  readonly branchEnds: { readonly owed: number; readonly settled: number }
  /** Why records failed, the most frequent first; a few. */
  readonly causes?: readonly FailureCause[]
}

/** A run never holds refresh tokens: it asks its parent, which renews them one at a time and keeps them. */
export interface TokenWanted {
  readonly type: 'token-wanted'
  readonly id: number
  readonly connectionId: string
  /** The token the vendor has just refused. */
  readonly rejected?: string
}

/** Calls a connection has made since it was told last. */
export interface CallsMade {
  readonly type: 'calls'
  readonly connectionId: string
  readonly count: number
  readonly limits: { readonly perMinute?: number; readonly perHour?: number }
  readonly waitsUntil: number | null
}

export type FromRun = RunStarted | RunMoved | RunEnded | TokenWanted | CallsMade
