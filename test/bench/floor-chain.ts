/** The floor of an order: SQLite accept + 5 step rows, 50 orders in flight, one commit per turn, synchronous=FULL. Prints orders/s. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { orderText } from './order-text.ts';

const orders = Number(process.argv[2] ?? 10_000);
const dir = mkdtempSync(join(tmpdir(), 'orderloom-floor-'));
const db = new DatabaseSync(join(dir, 'floor.db'));
db.exec(
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE runs(n INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT, step INTEGER, status TEXT); CREATE TABLE log(n INTEGER, step INTEGER, at INTEGER, output TEXT, PRIMARY KEY(n, step)) WITHOUT ROWID;',
);
const accept = db.prepare('INSERT INTO runs(id, body, step, status) VALUES (?, ?, 0, ?)');
const step = db.prepare('INSERT INTO log(n, step, at, output) VALUES (?, ?, ?, ?)');
const move = db.prepare('UPDATE runs SET step = ?, status = ? WHERE n = ?');
const began = performance.now();
for (let first = 0; first < orders; first += 50) {
  const rows: number[] = [];
  db.exec('BEGIN IMMEDIATE');
  for (let n = first; n < first + 50; n += 1) rows.push(Number(accept.run(`F${n}`, orderText(`F${n}`), 'running').lastInsertRowid));
  db.exec('COMMIT');
  for (let turn = 1; turn <= 5; turn += 1) {
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      step.run(row, turn, Date.now(), '{"size":"big"}');
      move.run(turn, turn === 5 ? 'completed' : 'running', row);
    }
    db.exec('COMMIT');
  }
}
console.log(JSON.stringify({ rate: (orders / (performance.now() - began)) * 1000 }));
db.close();
rmSync(dir, { recursive: true, force: true });
