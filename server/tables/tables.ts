/** The lookup tables of a tenant: read, saved as new versions, put back, taken from CSV and given as CSV. */
import { ProblemError } from '../../flows/flow.ts';
import type { IfMatch } from '../access/precondition.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Changes, changesBetween } from './changes.ts';
import { writeCsv } from './csv.ts';
import { type ImportAsk, readTableCsv } from './read-table.ts';
import { type Column, soundTable, type Table, tableLimits } from './table.ts';
import { type Head, type InForce, type VersionedDeps, type VersionFacts, versionedOf } from './versioned.ts';

export interface TableFacts {
  title: string;
  columns: Column[];
  key: string;
  rows: number;
}

export type TableHead = Head<TableFacts>;
export type TableVersion = VersionFacts<TableFacts>;

/** A version of a table with its rows; `rev` is that of the table now. */
export interface TableAt {
  id: string;
  rev: number;
  version: Omit<TableVersion, 'facts'>;
  table: Table;
}

export interface Tables {
  list(): Promise<TableHead[]>;
  /** As of the last look, without waiting. */
  known(): TableHead[];
  /** The newest version, or the one named. */
  read(id: string, number?: number): Promise<TableAt>;
  versions(id: string, page?: { cursor?: string; limit?: number }): Promise<{ items: TableVersion[]; next: string | null }>;
  save(by: Viewer, id: string, table: Table, ask: { ifMatch: IfMatch | undefined; message?: string | undefined }): Promise<TableAt>;
  /** Makes a former version the newest one again. */
  putBack(by: Viewer, id: string, number: number, ask: { ifMatch: IfMatch | undefined; message?: string | undefined }): Promise<TableAt>;
  /** What the file would change. Throws ProblemError with line and column of every bad cell. */
  preview(id: string, ask: ImportAsk): Promise<Changes>;
  /** Saves what the file says; nothing is written when a cell of it is bad. */
  import(by: Viewer, id: string, ask: ImportAsk, save: { ifMatch: IfMatch | undefined; message?: string | undefined }): Promise<TableAt>;
  export(id: string, number?: number): Promise<string>;
  /** What expressions see at an instant. */
  inForce(id: string, now: number): InForce<Table> | undefined | Promise<InForce<Table> | undefined>;
}

export function tablesOf(deps: VersionedDeps): Tables {
  const kept = versionedOf<Table, TableFacts>('table', deps);

  async function read(id: string, number?: number): Promise<TableAt> {
    const head = await kept.head(id);
    if (!head) throw notFound(id);
    const found = number === undefined || number === head.number ? head : await kept.version(id, number);
    const table = found && (await kept.content(id, found.number));
    if (!found || !table) throw noVersion(id, number ?? head.number);
    const { at, from, by, message } = found;
    return { id, rev: head.rev, version: { number: found.number, at, from, by, message }, table };
  }

  const before = async (id: string): Promise<Table | undefined> => {
    const head = await kept.head(id);
    return head && kept.content(id, head.number);
  };

  const tables: Tables = {
    list: () => kept.list(),
    known: () => kept.known(),
    read,
    async versions(id, page) {
      if (!(await kept.head(id))) throw notFound(id);
      return kept.versions(id, page);
    },
    async save(by, id, given, { ifMatch, message }) {
      const table = soundTable(given);
      const isNew = (await kept.head(id)) === undefined;
      if (isNew && kept.known().length >= tableLimits.tables)
        throw new ProblemError(422, {
          code: 'table.too_many',
          path: '',
          message: `There are ${tableLimits.tables} tables already. Put several small ones together.`,
        });
      const { title, columns, key, rows } = table;
      await kept.save(by, id, table, { title, columns, key, rows: rows.length }, { ifMatch, message, what: isNew ? 'table.created' : 'table.changed' });
      return read(id);
    },
    async putBack(by, id, number, { ifMatch, message }) {
      const { table } = await read(id, number);
      return tables.save(by, id, table, { ifMatch, message: message ?? `Put back version ${number}` });
    },
    async preview(id, ask) {
      const old = await before(id);
      return changesBetween(old, readTableCsv(ask, old, id));
    },
    async import(by, id, ask, save) {
      return tables.save(by, id, readTableCsv(ask, await before(id), id), { ...save, message: save.message ?? 'Imported from CSV' });
    },
    async export(id, number) {
      const { table } = await read(id, number);
      return writeCsv([table.columns.map(({ name }) => name), ...table.rows]);
    },
    inForce: kept.inForce,
  };
  return tables;
}

const notFound = (id: string): ProblemError => new ProblemError(404, { code: 'table.not_found', path: '', message: `There is no table ${id.slice(0, 60)}.` });
const noVersion = (id: string, number: number): ProblemError =>
  new ProblemError(404, { code: 'table.version_not_found', path: '', message: `Table ${id} has no version ${number}.` });
