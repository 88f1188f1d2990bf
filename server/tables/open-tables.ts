/** Tables and values of a tenant, with what looks into them: expressions, and the checks of a drawing. */
import type { Flow, Problem } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { checkUses } from './check-uses.ts';
import { usesOfFlow } from './flow-uses.ts';
import { type References, referencesOf } from './references.ts';
import { type Tables, tablesOf } from './tables.ts';
import { type Values, valuesOf } from './values.ts';
import type { VersionedDeps } from './versioned.ts';

export interface OpenTables {
  tables: Tables;
  values: Values;
  references: References;
  /** In an environment; the hub's own one when none is named. */
  checkLookups(flow: Flow, environment?: string): Promise<Problem[]>;
}

export function openTables(deps: VersionedDeps & { environment: string; nodeTypes: ReadonlyMap<string, NodeType> }): OpenTables {
  const { environment, nodeTypes } = deps;
  const tables = tablesOf(deps);
  const values = valuesOf(deps);
  return {
    tables,
    values,
    references: referencesOf({ tables, values, environment }),
    async checkLookups(flow, asked = environment) {
      const uses = usesOfFlow(flow, nodeTypes);
      if (uses.length === 0) return [];
      const [known, own] = await Promise.all([tables.list(), values.read(asked)]);
      return checkUses(uses, { tables: known, values: Object.keys(own.values), environment: asked });
    },
  };
}
