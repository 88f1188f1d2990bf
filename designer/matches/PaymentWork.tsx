import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMatch } from '../api/money.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { matches as words } from '../text/en/matches.ts';
import { Decided } from './Decided.tsx';
import { Deciding } from './Deciding.tsx';
import type { Undoing } from './use-undoing.ts';

export interface PaymentWorkProps {
  id: string;
  undo: Undoing;
  onDecided: (id: string) => void;
}

/** One payment: what is known of it, and the decision. */
export function PaymentWork({ id, undo, onDecided }: PaymentWorkProps) {
  const work = useMatch(id);
  return (
    <section className="match-work" aria-label={words.decision}>
      <Link to="/money/matches" search={{}} className="match-back">
        <ArrowLeft size={16} aria-hidden />
        {words.back}
      </Link>
      <h1 className="match-who">{work.data?.payment.payer.name ?? words.noPayer}</h1>
      {work.isPending ? (
        <div className="card">
          <Bones rows={10} />
        </div>
      ) : work.isError ? (
        <div className="card">
          <PanelError title={words.failedOne} error={work.error} onAgain={() => void work.refetch()} />
        </div>
      ) : work.data.status === 'unallocated' ? (
        <Deciding key={work.data.history.length} work={work.data} undo={undo} onDecided={onDecided} />
      ) : (
        <Decided work={work.data} undo={undo} />
      )}
    </section>
  );
}
