import { Button } from '@mantine/core';
import { HardHat, Package, ReceiptText } from 'lucide-react';
import { type OrderKind, usePlaceOrder } from '../api/demo.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { demo as words } from '../text/en/demo.ts';
import { rememberOrder } from './placed-orders.ts';

const kinds: { kind: OrderKind; icon: typeof Package }[] = [
  { kind: 'quick_order', icon: Package },
  { kind: 'order_to_cash', icon: ReceiptText },
  { kind: 'heat_pump', icon: HardHat },
];

/** Three kinds of sample order, one button each. */
export function PlaceOrder() {
  const place = usePlaceOrder();
  const go = (kind: OrderKind) =>
    place.mutate(kind, {
      onSuccess: (order) => {
        rememberOrder({ ...order, kind, at: new Date().toISOString() });
        say(words.placed(order.number));
      },
      onError: sayRefused,
    });
  return (
    <section className="card" aria-label={words.place}>
      <div className="card-head">
        <h2>{words.place}</h2>
      </div>
      <div className="kinds">
        {kinds.map(({ kind, icon: Icon }) => (
          <div key={kind} className="kind">
            <Icon size={18} strokeWidth={1.75} aria-hidden />
            <h3>{words.kinds[kind].title}</h3>
            <p>{words.kinds[kind].text}</p>
            <Button
              variant={kind === 'quick_order' ? 'filled' : 'default'}
              aria-label={`${words.go}: ${words.kinds[kind].title}`}
              loading={place.isPending && place.variables === kind}
              onClick={() => go(kind)}
            >
              {words.go}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}
