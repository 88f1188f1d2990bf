/** What expressions look up beside the data of their run, as it stood at an instant. */
import type { JsonObject } from '../../../../flows/flow.ts';
import type { LookupTable } from '../../../../flows/lookup-table.ts';

/** One version of a table; `version` never names two contents. */
export interface TableVersion {
  version: string;
  table: LookupTable;
}

export interface Referred {
  /** By the name an expression uses; a table that is not there is absent. */
  tables: ReadonlyMap<string, TableVersion>;
  /** Values of the environment, where they were asked for. */
  env: JsonObject | undefined;
}

/** Where expressions look: at once while what was in force at `now` is in memory. */
export interface References {
  /** The values are those of the environment that the tenant's runs are in. */
  at(asked: { tables: readonly string[]; env: boolean }, now: number, tenant?: string): Referred | Promise<Referred>;
}
