/** One step of the journal's file format. Steps are only ever added; a released step is never edited. */
export interface Migration {
  /** Equals `PRAGMA user_version` once the step is done. */
  readonly number: number
  readonly name: string
  readonly sql: string
}

/**
 * Times are milliseconds since 1970. `changes`, `facts`, `totals`, `error`, `progress`, `record` and `position` hold JSON text.
 * A run's `version` is the published version it used; null for a draft or a file. Its `progress` is the last one, once it has ended.
 *
 * The index on open intents is partial: it stays as small as the work in flight, however large the history grows.
 * What was sent lives in a table of its own, so that ending an intent never rewrites it; so does what was answered to a write that failed.
 */
export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'runs, intents, outcomes, positions, parked records, links and logs',
    sql: `
      CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        flow_id TEXT NOT NULL,
        flow_name TEXT NOT NULL,
        flow_hash TEXT NOT NULL,
        mode TEXT NOT NULL CHECK (mode IN ('run', 'plan')),
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'stopped', 'interrupted')),
        cause TEXT NOT NULL,
        version INTEGER,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        totals TEXT NOT NULL DEFAULT '{}',
        error TEXT,
        progress TEXT
      );
      CREATE INDEX run_by_flow ON run (flow_id);

      CREATE TABLE target (
        id INTEGER PRIMARY KEY,
        connector TEXT NOT NULL,
        account TEXT NOT NULL,
        UNIQUE (connector, account)
      );

      CREATE TABLE intent (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES run,
        node_id TEXT NOT NULL,
        target INTEGER NOT NULL REFERENCES target,
        external_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('create', 'update')),
        hash TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('intended', 'done', 'failed', 'unknown')),
        target_key TEXT,
        message TEXT,
        at INTEGER NOT NULL,
        ended_at INTEGER
      );
      CREATE INDEX intent_open ON intent (target, external_id) WHERE state IN ('intended', 'unknown');
      CREATE INDEX intent_by_key ON intent (key);
      CREATE INDEX intent_by_run ON intent (run_id);

      CREATE TABLE sent (
        intent_id INTEGER PRIMARY KEY REFERENCES intent ON DELETE CASCADE,
        body TEXT NOT NULL
      );

      CREATE TABLE outcome (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES run,
        source_node_id TEXT NOT NULL,
        node_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        planned_kind TEXT,
        code TEXT,
        message TEXT,
        hint TEXT,
        fix TEXT,
        target_key TEXT,
        changes TEXT,
        at INTEGER NOT NULL
      );
      CREATE INDEX outcome_by_run ON outcome (run_id);
      CREATE INDEX outcome_by_key ON outcome (key);
      CREATE INDEX outcome_trouble ON outcome (run_id, code, node_id) WHERE kind IN ('failed', 'unknown');

      CREATE TABLE position (
        flow_id TEXT NOT NULL,
        source_node_id TEXT NOT NULL,
        position TEXT NOT NULL,
        described TEXT NOT NULL,
        moved_at INTEGER NOT NULL,
        run_id INTEGER REFERENCES run ON DELETE SET NULL,
        PRIMARY KEY (flow_id, source_node_id)
      ) WITHOUT ROWID;
      CREATE INDEX position_by_run ON position (run_id);

      CREATE TABLE parked (
        flow_id TEXT NOT NULL,
        source_node_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        node_id TEXT NOT NULL,
        record TEXT NOT NULL,
        run_id INTEGER REFERENCES run ON DELETE SET NULL,
        at INTEGER NOT NULL,
        UNIQUE (flow_id, source_node_id, entity, key, node_id)
      );
      CREATE INDEX parked_by_run ON parked (run_id);

      CREATE TABLE link (
        target INTEGER NOT NULL REFERENCES target,
        external_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        key TEXT NOT NULL,
        target_key TEXT NOT NULL,
        hash TEXT,
        at INTEGER NOT NULL,
        PRIMARY KEY (target, external_id)
      ) WITHOUT ROWID;

      CREATE TABLE log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES run,
        node_id TEXT,
        level TEXT NOT NULL,
        record_key TEXT,
        message TEXT NOT NULL,
        facts TEXT,
        at INTEGER NOT NULL
      );
      CREATE INDEX log_by_run ON log (run_id);
      CREATE INDEX log_by_key ON log (record_key) WHERE record_key IS NOT NULL;

      CREATE VIRTUAL TABLE search USING fts5 (
        body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
      );
      -- How far each table has been put into the search index.
      CREATE TABLE search_progress (
        source TEXT PRIMARY KEY CHECK (source IN ('outcome', 'log')),
        upto INTEGER NOT NULL
      ) WITHOUT ROWID;
      INSERT INTO search_progress VALUES ('outcome', 0), ('log', 0);

      -- A damaged predecessor that was kept aside and that nobody has accepted yet.
      CREATE TABLE damage (
        file TEXT NOT NULL,
        reason TEXT NOT NULL,
        at INTEGER NOT NULL,
        accepted_at INTEGER
      );
    `,
  },
  {
    number: 2,
    name: 'records that wait are found like those in trouble',
    sql: `
      DROP INDEX outcome_trouble;
      CREATE INDEX outcome_trouble ON outcome (run_id, code, node_id) WHERE kind IN ('failed', 'unknown', 'waiting');
    `,
  },
  {
    number: 3,
    name: 'what was answered to writes',
    sql: `
      -- What the target called it, where it chose that itself.
      ALTER TABLE intent ADD COLUMN label TEXT;
      -- Only refusals and lost writes have a row: most writes cost nothing here.
      CREATE TABLE answer (
        intent_id INTEGER PRIMARY KEY REFERENCES intent ON DELETE CASCADE,
        status INTEGER NOT NULL,
        body TEXT NOT NULL,
        cut_from INTEGER
      );
    `,
  },
]
