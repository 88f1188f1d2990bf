/** The one way from a bank file to statements: looks at its beginning, then streams it with the reader it needs. */
import { setImmediate } from 'node:timers/promises';
import { readBai2 } from './bai2/read-bai2.ts';
import { readCamt } from './camt/read-camt.ts';
import { readCamtJson } from './camt/read-camt-json.ts';
import type { CsvProfile } from './csv/csv-profile.ts';
import { readCsv } from './csv/read-csv.ts';
import { detect } from './detect.ts';
import { readMt940 } from './mt940/read-mt940.ts';
import { refuse } from './refuse.ts';
import type { Statement, StatementEvent, StatementHead } from './statement.ts';

export interface ReadOptions {
  /** How to read CSV; without it the shipped profile whose columns the file has. */
  profile?: CsvProfile;
}

/** How much of a file is looked at to tell its format. */
export const lookAt = 16 * 1024;

const pieceSize = 64 * 1024;

/** Streams the statements of a bank file; throws a ProblemError that says the line when it cannot be read. */
export async function* readStatements(chunks: AsyncIterable<Uint8Array>, { profile }: ReadOptions = {}): AsyncGenerator<StatementEvent> {
  const { begin, all } = await peek(chunks);
  const found = profile === undefined ? detect(begin) : ({ kind: 'csv', profile } as const);
  switch (found.kind) {
    case 'camt':
      return yield* readCamt(all);
    case 'camt-json':
      return yield* readCamtJson(all);
    case 'mt940':
      return yield* readMt940(all);
    case 'bai2':
      return yield* readBai2(all);
    case 'csv':
      return yield* readCsv(all, found.profile);
    default:
      refuse('bank.not_a_statement', 1, `The file is a ${found.kind}, which tells of payments and holds no statement.`);
  }
}

/** All statements of a file at once: for files that fit into memory. */
export async function collectStatements(events: AsyncIterable<StatementEvent>): Promise<Statement[]> {
  const statements: Statement[] = [];
  let head: StatementHead | undefined;
  let entries: Statement['entries'] = [];
  for await (const event of events) {
    if (event.kind === 'open') {
      head = event.head;
      entries = [];
    } else if (event.kind === 'entry') entries.push(event.entry);
    else if (head !== undefined) {
      const { kind: _kind, ...end } = event;
      statements.push({ ...head, ...end, entries });
    }
  }
  return statements;
}

/** Bytes as the stream readers take; between pieces everything else in the process has its turn. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) {
    if (at > 0) await setImmediate();
    yield bytes.subarray(at, at + pieceSize);
  }
}

/** The beginning of a stream, and the stream from its beginning. */
export async function peek(chunks: AsyncIterable<Uint8Array>): Promise<{ begin: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < lookAt) {
    const next = await iterator.next();
    if (next.done) break;
    if (next.value.length === 0) continue;
    seen.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* seen.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { begin: Buffer.concat(seen), all: all() };
}
