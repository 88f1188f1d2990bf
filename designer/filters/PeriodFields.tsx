import { Button } from '@mantine/core';
import { type FormEvent, useId } from 'react';
import type { RunSearch } from '../runs/filter.ts';
import { en } from '../text/en.ts';
import { without } from './without.ts';

const dayValue = (iso: string | undefined): string => (iso ? new Date(iso).toLocaleDateString('sv') : '');
const instant = (day: string, end: boolean): string => new Date(`${day}T${end ? '23:59:59.999' : '00:00:00'}`).toISOString();

/** First and last day of the start, both included, in the reader's zone. */
export function PeriodFields({ search, onChange }: { search: RunSearch; onChange: (search: RunSearch) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [form.get('from'), form.get('to')].map(String);
    const base = without(search, 'span', 'from', 'to');
    onChange({ ...base, ...(from ? { from: instant(from, false) } : {}), ...(to ? { to: instant(to, true) } : {}) });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the menu's letters out of the date fields
    <form className="period" onSubmit={submit} onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}>
      <label htmlFor={`${id}-from`}>{en.runs.chip.from}</label>
      <input id={`${id}-from`} type="date" name="from" defaultValue={dayValue(search.from)} />
      <label htmlFor={`${id}-to`}>{en.runs.chip.to}</label>
      <input id={`${id}-to`} type="date" name="to" defaultValue={dayValue(search.to)} />
      <Button type="submit" size="xs">
        {en.runs.apply}
      </Button>
    </form>
  );
}
