import { Button } from '@mantine/core';
import { useFlow } from '../api/flow.ts';
import { useFlows } from '../api/flows.ts';
import { useParkedRuns } from '../api/runs.ts';
import { FilterChip } from '../filters/FilterChip.tsx';
import { KeyField } from '../filters/KeyField.tsx';
import { PeriodFields } from '../filters/PeriodFields.tsx';
import { without } from '../filters/without.ts';
import { en } from '../text/en.ts';
import { fields, type RunSearch, statuses } from './filter.ts';
import { groupByCode } from './groups.ts';
import { valueWords } from './words-of.ts';

const order = ['status', 'flow', 'node', 'span', 'from', 'to', 'code', 'key'] as const;

/** What the list is filtered by, all of it in the address. */
export function FilterBar({ search, onChange }: { search: RunSearch; onChange: (search: RunSearch) => void }) {
  const flows = useFlows().data ?? [];
  const flow = useFlow(search.flow ?? flows[0]?.id ?? '').data;
  const groups = groupByCode(useParkedRuns(search.flow).data?.items ?? []);
  const choicesOf = {
    status: statuses.map((value) => ({ value, label: en.status[value] })),
    flow: flows.map(({ id, title }) => ({ value: id, label: title })),
    node: search.flow && flow ? Object.entries(flow.flow.nodes).map(([id, node]) => ({ value: id, label: node.title ?? id })) : [],
    span: Object.entries(en.runs.spans).map(([value, label]) => ({ value, label })),
    code: groups.map(({ code, reason }) => ({ value: code, label: reason })),
    from: [],
    to: [],
    key: [],
  };
  const pick = (field: keyof RunSearch, value: string | undefined) => {
    const rest = without(search, field);
    const base = field === 'flow' ? without(rest, 'node', 'code') : field === 'span' ? without(rest, 'from', 'to') : rest;
    onChange(value === undefined ? rest : { ...base, [field]: value });
  };
  return (
    <search className="filters">
      <KeyField label={en.runs.keyPlace} onFind={(key) => onChange({ ...search, key })} />
      <div className="chips">
        {order
          .filter((field) => search[field] !== undefined || !['from', 'to', 'key'].includes(field))
          .toSorted((a, b) => Number(search[a] === undefined) - Number(search[b] === undefined))
          .map((field) => (
            <FilterChip
              key={field}
              name={en.runs.chip[field]}
              value={search[field]}
              shown={search[field] === undefined ? undefined : valueWords(field, search[field], flows, flow)}
              choices={choicesOf[field]}
              none={field === 'node' ? en.runs.flowFirst : en.runs.noGroups}
              onPick={(value) => pick(field, value)}
              foot={['span', 'from', 'to'].includes(field) ? <PeriodFields search={search} onChange={onChange} /> : null}
            />
          ))}
      </div>
      {fields.some((field) => search[field] !== undefined) ? (
        <Button variant="subtle" className="filter-clear" onClick={() => onChange({})}>
          {en.runs.clear}
        </Button>
      ) : null}
    </search>
  );
}
