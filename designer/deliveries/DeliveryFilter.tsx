import { Button } from '@mantine/core';
import { FilterChip } from '../filters/FilterChip.tsx';
import { KeyField } from '../filters/KeyField.tsx';
import { PeriodFields } from '../filters/PeriodFields.tsx';
import { without } from '../filters/without.ts';
import { dayOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import { type DeliverySearch, isNarrowed } from './filter.ts';

const words = en.deliveries.filter;

/** What the list is narrowed to, all of it in the address. */
export function DeliveryFilter({ search, endpoints, onChange }: { search: DeliverySearch; endpoints: string[]; onChange: (search: DeliverySearch) => void }) {
  const { endpoint, key, from, to } = search;
  const period = from && to ? words.between(dayOf(from), dayOf(to)) : from ? words.since(dayOf(from)) : to ? words.until(dayOf(to)) : undefined;
  return (
    <search className="filters" aria-label={words.label}>
      <KeyField label={words.key} onFind={(key) => onChange({ ...search, key })} />
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
