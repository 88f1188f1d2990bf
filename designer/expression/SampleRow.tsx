import { Pin as PinIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** One example to choose. */
export function SampleRow({ name, more, isPinned, onChoose }: { name: string; more: ReactNode; isPinned: boolean; onChoose: () => void }) {
  return (
    <li>
      <button type="button" className="sample-row" aria-pressed={isPinned} onClick={onChoose}>
        <PinIcon size={14} aria-hidden className={isPinned ? 'is-pinned' : ''} />
        <span className="cut">{name}</span>
        <span className="hint cut">{more}</span>
      </button>
    </li>
  );
}
