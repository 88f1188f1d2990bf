import { Ban, Check, CircleX, Copy } from 'lucide-react';
import type { DeliveryInfo } from '../../server/http/api.ts';
import { outcomeOf, outcomeWords } from './outcome.ts';

const looks = {
  refused: { icon: CircleX, colour: 'var(--parked)' },
  duplicate: { icon: Copy, colour: 'var(--canceled)' },
  accepted: { icon: Check, colour: 'var(--completed)' },
  ignored: { icon: Ban, colour: 'var(--canceled)' },
};

/** What was answered: shape, word and number. */
export function Answer({ delivery }: { delivery: DeliveryInfo }) {
  const outcome = outcomeOf(delivery);
  const { icon: Icon, colour } = looks[outcome];
  return (
    <span className="status">
      <Icon size={15} color={colour} aria-hidden />
      {outcomeWords[outcome]}
      <span className="num quiet">{delivery.status}</span>
    </span>
  );
}
