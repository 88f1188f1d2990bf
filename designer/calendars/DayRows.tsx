import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { en } from '../text/en.ts';
import { type DraftDay, type How, newDay } from './draft.ts';

const words = en.calendars.form;
const ways: { value: How; label: string }[] = [
  { value: 'closed', label: words.isClosed },
  { value: 'until', label: words.until },
  { value: 'hours', label: words.hoursOf },
];

/** Closures and openings of one's own, a row each. */
export function DayRows({ days, onChange }: { days: DraftDay[]; onChange: (days: DraftDay[]) => void }) {
  const set = (key: number, more: Partial<DraftDay>) => onChange(days.map((day) => (day.key === key ? { ...day, ...more } : day)));
  return (
    <fieldset>
      <legend>{words.days}</legend>
      <p className="hint">{words.daysHelp}</p>
      <ul className="day-rows">
        {days.map((day, at) => (
          <li key={day.key} className="day-row" aria-label={words.rows(at + 1)}>
            <TextInput
              className="day-on"
              label={words.on}
              value={day.on}
              placeholder="2026-12-28"
              onChange={({ currentTarget }) => set(day.key, { on: currentTarget.value })}
            />
            <TextInput
              className="day-why"
              label={words.why}
              value={day.title}
              maxLength={80}
              onChange={({ currentTarget }) => set(day.key, { title: currentTarget.value })}
            />
            <Select
              className="day-how"
              label={words.how}
              allowDeselect={false}
              data={ways}
              value={day.how}
              onChange={(how) => set(day.key, { how: ways.find(({ value }) => value === how)?.value ?? 'closed' })}
            />
            {day.how === 'closed' ? null : (
              <TextInput
                className="day-at"
                label={words.at}
                value={day.at}
                placeholder={day.how === 'until' ? '14:00' : '10:00-14:00'}
                onChange={({ currentTarget }) => set(day.key, { at: currentTarget.value })}
              />
            )}
            <ActionIcon
              className="day-remove"
              variant="subtle"
              aria-label={words.remove(day.title)}
              onClick={() => onChange(days.filter(({ key }) => key !== day.key))}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button leftSection={<Plus size={14} />} onClick={() => onChange([...days, newDay()])}>
        {words.add}
      </Button>
    </fieldset>
  );
}
