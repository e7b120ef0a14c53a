import type { PositionMove } from '#core/engine/store.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { Json } from '#core/kit/record.ts'
import type { JournalDatabase } from './open-database.ts'
import { isOpenSql } from './write-memory.ts'

export interface StoredPosition {
  readonly sourceNodeId: string
  readonly position: Json
  readonly described: string
  readonly movedAt: number
  /** The run that moved it; null when a person did. */
  readonly runId: number | null
}

/** A write whose end nobody recorded. */
export interface OpenIntent {
  readonly id: number
  readonly runId: number
  readonly nodeId: string
  readonly connector: string
  readonly account: string
  readonly externalId: string
  readonly entity: string
  readonly key: string
  readonly action: 'create' | 'update'
  readonly state: 'intended' | 'unknown'
  readonly message: string | null
  readonly at: number
}

export function listPositions(database: JournalDatabase, flowId: string): readonly StoredPosition[] {
  return database
    .prepare<[string], Omit<StoredPosition, 'position'> & { readonly position: string }>(
      `SELECT source_node_id AS sourceNodeId, position, described, moved_at AS movedAt, run_id AS runId
       FROM position WHERE flow_id = ? ORDER BY source_node_id`,
    )
    .all(flowId)
    .map((row) => ({ ...row, position: JSON.parse(row.position) as Json }))
}

/** Moves a source by hand. A null position forgets it: the next run reads from the beginning. */
export function setPosition(
  database: JournalDatabase,
  clock: Clock,
  flowId: string,
  { sourceNodeId, position, described }: PositionMove,
): void {
  if (position === null) {
    database.prepare('DELETE FROM position WHERE flow_id = ? AND source_node_id = ?').run(flowId, sourceNodeId)
    return
  }
  database
    .prepare(
      `INSERT INTO position (flow_id, source_node_id, position, described, moved_at, run_id) VALUES (?, ?, ?, ?, ?, NULL)
       ON CONFLICT DO UPDATE SET position = excluded.position, described = excluded.described, moved_at = excluded.moved_at, run_id = NULL`,
    )
    .run(flowId, sourceNodeId, JSON.stringify(position), described, clock.now().getTime())
}

/** Oldest first. A run in progress has some of its own for a moment. */
export function listOpenIntents(database: JournalDatabase, flowId: string): readonly OpenIntent[] {
  return database
    .prepare<[string], OpenIntent>(
      `SELECT intent.id, run_id AS runId, node_id AS nodeId, connector, account, external_id AS externalId, entity, key, action,
         intent.state, message, at
       FROM intent INDEXED BY intent_open
       JOIN target ON target.id = intent.target
       JOIN run ON run.id = intent.run_id
       WHERE intent.${isOpenSql} AND run.flow_id = ? ORDER BY intent.id`,
    )
    .all(flowId)
}
