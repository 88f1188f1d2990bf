/** Tables and values as expressions see them at an instant. */
import type { JsonObject } from '../../flows/flow.ts';
import type { LookupTable } from '../../flows/lookup-table.ts';
import { environmentOf, homeTenant } from '../access/viewer.ts';
import type { Table } from './table.ts';
import type { Tables } from './tables.ts';
import type { EnvironmentValues, Values } from './values.ts';
import type { InForce } from './versioned.ts';

export interface Referred {
  tables: ReadonlyMap<string, { version: string; table: LookupTable }>;
  env: JsonObject | undefined;
}

export interface References {
  /** The values are those of the environment that the tenant's runs are in. */
  at(asked: { tables: readonly string[]; env: boolean }, now: number, tenant?: string): Referred | Promise<Referred>;
}

export function referencesOf(deps: { tables: Pick<Tables, 'inForce'>; values: Pick<Values, 'inForce'>; environment: string }): References {
  const { tables, values, environment } = deps;
  return {
    at(asked, now, tenant = homeTenant) {
      const found = asked.tables.map((id) => tables.inForce(id, now));
      const env = asked.env ? values.inForce(environmentOf(tenant, environment), now) : undefined;
      const join = (versions: (InForce<Table> | undefined)[], own: InForce<EnvironmentValues> | undefined): Referred => ({
        tables: new Map(
          asked.tables.flatMap((id, at) => {
            const version = versions[at];
            return version ? [[id, { version: `${id}/${version.number}`, table: lookupOf(version.content) }] as const] : [];
          }),
        ),
        env: asked.env ? (own?.content ?? {}) : undefined,
      });
      const isHere = found.every((one) => !(one instanceof Promise)) && !(env instanceof Promise);
      if (isHere) return join(found as (InForce<Table> | undefined)[], env as InForce<EnvironmentValues> | undefined); // no promise among them
      return Promise.all([Promise.all(found), env]).then(([versions, own]) => join(versions, own));
    },
  };
}

const lookups = new WeakMap<Table, LookupTable>();

/** One object per version, so that it is indexed once. */
function lookupOf(table: Table): LookupTable {
  const known = lookups.get(table);
  if (known) return known;
  const made: LookupTable = { columns: table.columns.map(({ name }) => name), key: table.key, rows: table.rows };
  lookups.set(table, made);
  return made;
}
