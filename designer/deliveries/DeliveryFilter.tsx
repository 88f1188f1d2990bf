import { Button, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FilterChip } from '../runs/FilterChip.tsx';
import { PeriodFields } from '../runs/PeriodFields.tsx';
import { dayOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import { type DeliverySearch, isNarrowed, without } from './filter.ts';

const words = en.deliveries.filter;

/** What the list is narrowed to, all of it in the address. */
export function DeliveryFilter({ search, endpoints, onChange }: { search: DeliverySearch; endpoints: string[]; onChange: (search: DeliverySearch) => void }) {
  const [typed, setTyped] = useState('');
  const { endpoint, key, from, to } = search;
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    onChange({ ...search, key: typed.trim() });
    setTyped('');
  };
  const period = from && to ? words.between(dayOf(from), dayOf(to)) : from ? words.since(dayOf(from)) : to ? words.until(dayOf(to)) : undefined;
  return (
    <search className="filters" aria-label={words.label}>
      <form onSubmit={find}>
        <TextInput
          data-list-filter
          className="filter-key"
          aria-label={words.key}
          placeholder={words.key}
          leftSection={<ListFilter size={14} aria-hidden />}
          rightSection={<kbd>/</kbd>}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
      </form>
      <div className="chips">
        {key ? <FilterChip name={words.keyChip} value={key} choices={[]} onPick={() => onChange(without(search, 'key'))} /> : null}
        <FilterChip
          name={words.endpoint}
          value={endpoint}
          choices={[...new Set([...(endpoint ? [endpoint] : []), ...endpoints])].sort().map((value) => ({ value, label: value }))}
          none={words.noEndpoint}
          onPick={(value) => onChange(value === undefined ? without(search, 'endpoint') : { ...search, endpoint: value })}
        />
        <FilterChip
          name={words.period}
          value={period}
          choices={[]}
          onPick={() => onChange(without(search, 'from', 'to'))}
          foot={
            <PeriodFields
              search={{ ...(from ? { from } : {}), ...(to ? { to } : {}) }}
              onChange={(next) =>
                onChange({ ...without(search, 'from', 'to'), ...(next.from ? { from: next.from } : {}), ...(next.to ? { to: next.to } : {}) })
              }
            />
          }
        />
      </div>
      {isNarrowed(search) ? (
        <Button variant="subtle" className="filter-clear" onClick={() => onChange(without(search, 'endpoint', 'key', 'from', 'to'))}>
          {words.clear}
        </Button>
      ) : null}
    </search>
  );
}
