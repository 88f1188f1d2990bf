/** Lookup tables and values. */

/** GET /api/tables: lookup tables, without their rows. */
export interface TableSummary {
  id: string;
  title: string;
  columns: { name: string; type: 'text' | 'number' | 'boolean' | 'date' }[];
  /** Column whose cells find a row. */
  key: string;
  rows: number;
  version: number;
  at: string;
  by: string;
}

/** GET /api/tables/{id}; header `ETag` carries `rev` for If-Match. Cells stand in the order of the columns, null is empty. */
export interface TableDetail extends Omit<TableSummary, 'rows'> {
  rev: number;
  rows: (string | number | boolean | null)[][];
  /** Instant from which expressions see this version. */
  from: string;
  message: string;
}

/** PUT /api/tables/{id} */
export interface TableAsk extends Pick<TableDetail, 'title' | 'columns' | 'key' | 'rows'> {
  message?: string;
}

/** GET /api/tables/{id}/versions */
export interface TableVersionInfo {
  number: number;
  at: string;
  from: string;
  by: string;
  message: string;
  rows: number;
  columns: number;
}

/** POST /api/tables/{id}/import. Problems of the file have "line:column" as their path. */
export interface TableImportAsk {
  csv: string;
  /** `replace` when absent. */
  mode?: 'replace' | 'merge';
  dryRun?: boolean;
  title?: string;
  key?: string;
  message?: string;
}

export interface TableImport {
  dryRun: boolean;
  changes: {
    added: number;
    changed: number;
    removed: number;
    same: number;
    columnsAdded: string[];
    columnsRemoved: string[];
    /** The first 200. */
    rows: {
      kind: 'added' | 'changed' | 'removed';
      key: string;
      cells: { column: string; before: string | number | boolean | null; after: string | number | boolean | null }[];
    }[];
  };
  rev?: number;
  version?: number;
}

/** GET /api/tables/{id}/used-by and GET /api/environments/{env}/values/used-by */
export interface UsedByInfo {
  flow: string;
  title: string;
  draft: boolean;
  deployed: boolean;
  nodes: { id: string; title: string }[];
  columns: string[];
  values: string[];
}

/** GET and PUT /api/environments/{env}/values; no version yet where nothing was saved. */
export interface ValuesDetail {
  environment: string;
  active: boolean;
  rev: number;
  values: { [name: string]: string | number | boolean };
  version?: number;
  at?: string;
  by?: string;
  message?: string;
}

/** GET /api/environments/{env}/values/versions */
export interface ValuesVersionInfo {
  number: number;
  at: string;
  from: string;
  by: string;
  message: string;
  values: number;
}
