import { ChevronDown, CirclePause } from 'lucide-react';
import { useState } from 'react';
import type { Held } from '../../server/http/api.ts';
import { useHeld } from '../api/held.ts';
import { moneysOf, sumByCurrency } from '../show/amount.ts';
import { switches as words } from '../text/en/switches.ts';
import { HeldLine } from './HeldLine.tsx';
import './switches.css';

/** Over every page while something is held: one line, and a list where several switches are off. */
export function HeldBanner() {
  const held = useHeld().data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [only] = held;
  if (!only) return null;
  return (
    <section className="held" aria-label={words.banner}>
      <div className="held-line">
        <CirclePause size={16} aria-hidden />
        {held.length === 1 ? <HeldLine held={only} /> : <Several held={held} isOpen={isOpen} onTurn={() => setOpen(!isOpen)} />}
      </div>
      {held.length > 1 && isOpen && (
        <ul className="held-list" id="held-list">
          {held.map((one) => (
            <li key={`${one.kind} ${one.id}`} className="held-line">
              <span className="tag">{words.kinds[one.kind]}</span>
              <HeldLine held={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Several({ held, isOpen, onTurn }: { held: Held[]; isOpen: boolean; onTurn: () => void }) {
  const runs = held.reduce((sum, one) => sum + one.runs, 0);
  return (
    <>
      <p className="held-words">
        <strong>{words.several(held.length)}</strong>
        {': '}
        <span className="num">{words.holds(runs, moneysOf(sumByCurrency(held.flatMap(({ money }) => money))))}</span>
        {' · '}
        {held.map(({ title }) => title).join(', ')}
      </p>
      <button type="button" className="held-turn" aria-expanded={isOpen} aria-controls="held-list" onClick={onTurn}>
        {isOpen ? words.hide : words.list}
        <ChevronDown size={14} aria-hidden />
      </button>
    </>
  );
}
