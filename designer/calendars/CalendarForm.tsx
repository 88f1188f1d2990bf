import { Button, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { shippedCalendars } from '../../flows/calendars/shipped.ts';
import { useSaveCalendar } from '../api/calendars.ts';
import { ApiError } from '../api/client.ts';
import { say } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { DayRows } from './DayRows.tsx';
import { askOf, type Draft } from './draft.ts';
import { YearView } from './YearView.tsx';
import { type Month, monthsOf, wholeOf } from './year.ts';
import './calendars.css';

const words = en.calendars.form;

interface CalendarFormProps {
  title: string;
  draft: Draft;
  /** What it was made from; absent for a new calendar. */
  rev: number | undefined;
  /** With the id of what was kept, or nothing when given up. */
  onDone: (id?: string) => void;
}

/** Own hours and days beside the year they make. */
export function CalendarForm({ title, draft: first, rev, onDone }: CalendarFormProps) {
  const [draft, setDraft] = useState(first);
  // What is typed was made from this one, whatever is read meanwhile.
  const [madeFrom] = useState(rev);
  const [year, setYear] = useState(new Date().getFullYear());
  const save = useSaveCalendar();
  const set = (more: Partial<Draft>) => setDraft((was) => ({ ...was, ...more }));
  const ask = askOf(draft);
  const shown = useMemo(() => preview(draft, year), [draft, year]);
  const isNew = madeFrom === undefined;
  const submit = () =>
    save.mutate(
      { id: isNew ? draft.id.trim() : first.id, rev: madeFrom, ask },
      {
        onSuccess: (kept) => {
          say(words.saved(kept.title, kept.version));
          onDone(kept.id);
        },
      },
    );
  return (
    <div className="page calendar-page">
      <div className="page-head">
        <h1>{title}</h1>
        <div className="push">
          <Button variant="subtle" onClick={() => onDone()}>
            {words.cancel}
          </Button>
          <Button variant="filled" loading={save.isPending} disabled={draft.title.trim() === '' || (isNew && draft.id.trim() === '')} onClick={submit}>
            {words.save}
          </Button>
        </div>
      </div>
      <div className="calendar-body">
        <form
          className="card calendar-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {save.error ? <Refused error={save.error} /> : null}
          <TextInput label={words.name} value={draft.title} maxLength={80} onChange={({ currentTarget }) => set({ title: currentTarget.value })} />
          {isNew ? (
            <TextInput
              label={words.id}
              description={words.idHelp}
              value={draft.id}
              maxLength={48}
              onChange={({ currentTarget }) => set({ id: currentTarget.value })}
            />
          ) : null}
          <Select
            label={words.zone}
            searchable
            limit={50}
            allowDeselect={false}
            data={zones(draft.zone)}
            value={draft.zone}
            onChange={(zone) => set({ zone: zone ?? draft.zone })}
          />
          <Select
            label={words.base}
            placeholder={words.noBase}
            clearable
            data={shippedCalendars.map(({ id, title: name }) => ({ value: id, label: name }))}
            value={draft.base}
            onChange={(base) => set({ base })}
          />
          <fieldset>
            <legend>{words.hours}</legend>
            <p className="hint">{words.hoursHelp}</p>
            <div className="hour-rows">
              {draft.hours.map((typed, at) => (
                <TextInput
                  key={en.calendars.weekdays[at]}
                  label={en.calendars.weekdays[at]}
                  placeholder={en.calendars.closed}
                  value={typed}
                  onChange={({ currentTarget: { value } }) => set({ hours: draft.hours.map((was, other) => (other === at ? value : was)) })}
                />
              ))}
            </div>
          </fieldset>
          <DayRows days={draft.days} onChange={(days) => set({ days })} />
          <button type="submit" hidden />
        </form>
        {'months' in shown ? (
          <YearView year={year} months={shown.months} onYear={setYear} />
        ) : (
          <section className="card card-body calendar-unreadable" role="status">
            {words.unreadable(shown.why)}
          </section>
        )}
      </div>
    </div>
  );
}

function Refused({ error }: { error: Error }) {
  const problems = error instanceof ApiError ? error.problems : undefined;
  return (
    <div role="alert" className="calendar-refused">
      {problems && problems.length > 0 ? problems.map(({ path, message }) => <p key={path + message}>{message}</p>) : <p>{error.message}</p>}
    </div>
  );
}

function preview(draft: Draft, year: number): { months: Month[] } | { why: string } {
  try {
    // A day that is still being typed is not part of the year yet.
    return { months: monthsOf(wholeOf(askOf({ ...draft, days: draft.days.filter(({ on }) => on.trim() !== '') })), year) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

const zones = (own: string): string[] => [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
