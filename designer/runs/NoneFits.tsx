import { Button } from '@mantine/core';
import { useFlow } from '../api/flow.ts';
import { useFlows } from '../api/flows.ts';
import { useCounts } from '../api/runs.ts';
import { without } from '../filters/without.ts';
import { Empty } from '../states/Empty.tsx';
import { en } from '../text/en.ts';
import { askOf, fields, type RunSearch } from './filter.ts';
import { valueWords } from './words-of.ts';

/** No run fits: names the filter that hides most, counted, and offers to drop it. */
export function NoneFits({ search, readAt, onChange }: { search: RunSearch; readAt: number; onChange: (search: RunSearch) => void }) {
  const flows = useFlows().data ?? [];
  const flow = useFlow(search.flow ?? flows[0]?.id ?? '').data;
  const set = fields.filter((field) => search[field] !== undefined);
  const counts = useCounts(set.map((field) => askOf(without(search, field), readAt)));
  const most = set
    .map((field, index) => ({ field, count: counts[index]?.data }))
    .filter((each) => (each.count?.n ?? 0) > 0)
    .sort((a, b) => (b.count?.n ?? 0) - (a.count?.n ?? 0))[0];
  const name = most ? `${en.runs.chip[most.field]} ${valueWords(most.field, search[most.field] ?? '', flows, flow)}` : '';
  return (
    <Empty
      kind="filter"
      title={en.runs.noneTitle}
      acts={
        <>
          {most ? <Button onClick={() => onChange(without(search, most.field))}>{en.runs.noneRemove(name)}</Button> : null}
          <Button variant="subtle" onClick={() => onChange({})}>
            {en.runs.noneClear}
          </Button>
        </>
      }
    >
      {most?.count
        ? en.runs.noneText(`${most.count.n}${most.count.more ? ' and more' : ''}`, name)
        : counts.every((count) => count.isSuccess) && set.length > 1
          ? en.runs.noneTextNone
          : ''}
    </Empty>
  );
}
