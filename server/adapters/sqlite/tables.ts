/**
 * Rows of a run stand together by its number `n`, given in order of arrival. Log rows have the key
 * n * 65536 + seq, so one run's log is one short range and new runs append at the end.
 * `packed` holds the values a commit brought, in one frame; `hashes` says which ("hash:length …").
 */
export const tables = `
CREATE TABLE IF NOT EXISTS runs (
  n INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, flow TEXT NOT NULL, status TEXT NOT NULL,
  wake INTEGER, started INTEGER NOT NULL, seq INTEGER NOT NULL, inflight INTEGER NOT NULL, head TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS runs_id ON runs (tenant, id);
CREATE INDEX IF NOT EXISTS runs_flow ON runs (tenant, flow, n);
CREATE INDEX IF NOT EXISTS runs_status ON runs (tenant, status, n) WHERE status <> 'completed';
DROP INDEX IF EXISTS runs_wake;
CREATE INDEX IF NOT EXISTS runs_due ON runs (flow, wake) WHERE wake IS NOT NULL;
CREATE INDEX IF NOT EXISTS runs_held ON runs (tenant, n) WHERE head ->> 'code' IN ('flow.paused', 'connection.paused');
CREATE TABLE IF NOT EXISTS hours (hour INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS log (k INTEGER PRIMARY KEY, at INTEGER NOT NULL, author TEXT NOT NULL, events TEXT NOT NULL, hashes TEXT, packed BLOB);
CREATE TABLE IF NOT EXISTS late (l INTEGER PRIMARY KEY, n INTEGER NOT NULL REFERENCES runs, seq INTEGER NOT NULL, at INTEGER NOT NULL, events TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS late_n ON late (n);
CREATE TABLE IF NOT EXISTS run_keys (tenant TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tenant, key, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lanes (tenant TEXT NOT NULL, flow TEXT NOT NULL, lane TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tenant, flow, lane, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (n INTEGER NOT NULL REFERENCES runs, id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (n, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  d INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, endpoint TEXT NOT NULL, body_hash TEXT NOT NULL,
  k INTEGER, hash TEXT, body BLOB, row TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS deliveries_id ON deliveries (tenant, id);
CREATE INDEX IF NOT EXISTS deliveries_key ON deliveries (tenant, row ->> 'key', d) WHERE row ->> 'key' IS NOT NULL;
CREATE TABLE IF NOT EXISTS refused (r INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, endpoint TEXT NOT NULL, row TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS signals (
  tenant TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (tenant, key, name, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tasks (t INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, run TEXT NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS tasks_id ON tasks (tenant, id);
CREATE INDEX IF NOT EXISTS tasks_status ON tasks (tenant, status, t);
CREATE INDEX IF NOT EXISTS tasks_run ON tasks (tenant, run);
CREATE TABLE IF NOT EXISTS counts (
  tenant TEXT NOT NULL, flow TEXT NOT NULL, minute INTEGER NOT NULL, version TEXT NOT NULL, node TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (tenant, flow, minute, version, node)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS docs (d INTEGER PRIMARY KEY, tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS docs_id ON docs (tenant, kind, id);
`;

/** Log key of one commit; a run has at most 65,535. */
export const logKey = (n: number, seq: number): number => n * 65_536 + seq;
export const seqOf = (k: number): number => k % 65_536;
