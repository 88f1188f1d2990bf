import { Menu } from '@mantine/core';
import { Check, ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { en } from '../text/en.ts';

export interface Choice {
  value: string;
  label: string;
}

/** One filter: a menu to choose from, and once chosen a chip that says it and can be dropped. */
export function FilterChip({
  name,
  value,
  shown,
  choices,
  none,
  onPick,
  foot,
}: {
  name: string;
  value: string | undefined;
  shown?: string | undefined;
  choices: Choice[];
  none?: string;
  onPick: (value: string | undefined) => void;
  foot?: ReactNode;
}) {
  const label = shown ?? choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <span className="chip" data-set={value !== undefined || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="chip-face" onKeyDown={(event) => event.key === 'Backspace' && onPick(undefined)}>
            {name}
            {value === undefined ? <ChevronDown size={14} aria-hidden /> : <strong>{label}</strong>}
          </button>
        </Menu.Target>
        <Menu.Dropdown className="chip-menu">
          {choices.length === 0 && none ? <p className="hint chip-none">{none}</p> : null}
          {choices.map((choice) => (
            <Menu.Item key={choice.value} onClick={() => onPick(choice.value)} rightSection={choice.value === value ? <Check size={14} aria-hidden /> : null}>
              {choice.label}
            </Menu.Item>
          ))}
          {foot}
        </Menu.Dropdown>
      </Menu>
      {value === undefined ? null : (
        <button type="button" className="chip-drop" aria-label={en.runs.remove(name, label ?? '')} onClick={() => onPick(undefined)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
