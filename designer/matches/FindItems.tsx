import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import type { MatchLine } from '../../server/http/api.ts';
import { useOpenItems } from '../api/money.ts';
import { amountOf } from '../show/amount.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { matches as words } from '../text/en/matches.ts';
import { en } from '../text/en.ts';

export interface FindItemsProps {
  /** What is chosen already. */
  taken: readonly MatchLine[];
  currency: string;
  onTake: (item: MatchLine) => void;
  onClose: () => void;
}

/** Open items of all customers by number or name; Enter takes the marked one. */
export function FindItems({ taken, currency, onTake, onClose }: FindItemsProps) {
  const [find, setFind] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(find, 150);
  const list = useOpenItems(asked, true);
  const known = new Set(taken.map(({ item }) => item));
  // What was found for fewer letters is narrowed at once, so that Enter takes what is seen.
  const wanted = find.trim().toLowerCase();
  const fits = ({ number, customer }: MatchLine) => `${number} ${customer.id} ${customer.name}`.toLowerCase().includes(wanted);
  const items = (list.data ?? []).filter((item) => !known.has(item.item) && item.currency === currency && fits(item));
  const marked = Math.min(at, items.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(items.length - 1, marked + by)));
    }
    const item = items[marked];
    if (event.key === 'Enter' && item) onTake(item);
  };
  return (
    <Modal opened onClose={onClose} title={words.findTitle} size={560} closeButtonProps={{ 'aria-label': en.act.close }}>
      <TextInput
        data-autofocus
        aria-label={words.findPlace}
        placeholder={words.findPlace}
        value={find}
        onChange={(event) => {
          setFind(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {list.isPending ? (
        <Bones rows={4} />
      ) : list.isError ? (
        <PanelError title={words.failed} error={list.error} onAgain={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <p className="hint found-none" role="status">
          {words.findNone}
        </p>
      ) : (
        <ul className="found" aria-label={words.findTitle}>
          {items.map((item, place) => (
            <li key={item.item}>
              <button type="button" className="reading" data-here={place === marked || undefined} onClick={() => onTake(item)}>
                <span className="reading-name">
                  <strong>{item.number}</strong> {item.customer.name}
                </span>
                <span className="num">
                  {item.currency} {amountOf({ amount: item.open, currency: item.currency })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
