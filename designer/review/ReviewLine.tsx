import { Link, useLocation } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { Me } from '../../server/http/api.ts';
import { useNewestHeld } from '../api/review.ts';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';
import './review.css';

/** Over every page while the store is in review: since when, what is held, and where to look. */
export function ReviewLine({ me }: { me: Me }) {
  const held = useNewestHeld(me.review !== undefined).data;
  const isThere = useLocation({ select: ({ pathname }) => pathname === '/review' });
  if (!me.review) return null;
  return (
    <section className="review-line" aria-label={en.review.title}>
      <History size={16} aria-hidden />
      <p>
        <strong>
          {en.review.since} <When at={me.review.restoredAt} />
        </strong>
        {': '}
        {en.review.from} <When at={me.review.backupAt} /> {en.review.back} {en.review.held}
        {held ? en.review.soFar(held.items.length, held.next !== null) : '.'}
      </p>
      {isThere ? null : <Link to="/review">{me.role === 'admin' ? en.review.look : en.review.ask}</Link>}
    </section>
  );
}
