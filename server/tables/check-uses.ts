/** Whether every table, column and value a drawing names is there. */
import type { Problem } from '../../flows/flow.ts';
import { didYouMean } from '../../flows/suggest.ts';
import type { FlowUse } from './flow-uses.ts';

export interface Known {
  tables: readonly { id: string; facts: { columns: readonly { name: string }[] } }[];
  /** Names of the values of the active environment. */
  values: readonly string[];
  environment: string;
}

export function checkUses(uses: readonly FlowUse[], { tables, values, environment }: Known): Problem[] {
  return uses.flatMap((use): Problem[] => {
    const problem = (code: string, message: string): Problem[] => [
      {
        code,
        path: use.path,
        message: use.place === undefined ? message : `${message} (at ${use.place})`,
        ...(use.node === undefined ? {} : { node: use.node }),
      },
    ];
    if (use.kind === 'value') {
      if (use.name === undefined || values.includes(use.name)) return [];
      const hint = didYouMean(use.name, values) || ' Add it under Tables, Environment values.';
      return problem('env.unknown_value', `Environment ${environment} has no value "${use.name}".${hint}`);
    }
    const table = tables.find(({ id }) => id === use.name);
    if (!table) {
      const ids = tables.map(({ id }) => id);
      return problem('table.unknown', `There is no table "${use.name.slice(0, 60)}".${didYouMean(use.name, ids) || ' Create it under Tables.'}`);
    }
    const columns = table.facts.columns.map(({ name }) => name);
    if (use.column === undefined || columns.includes(use.column)) return [];
    const hint = didYouMean(use.column, columns) || ` It has ${columns.slice(0, 12).join(', ')}.`;
    return problem('table.unknown_column', `Table ${use.name} has no column "${use.column.slice(0, 60)}".${hint}`);
  });
}
