import { Button, Tooltip } from '@mantine/core';
import { ShoppingCart } from 'lucide-react';
import { type OrderAct, useOrderAct } from '../api/demo.ts';
import { useRun } from '../api/runs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { When } from '../show/When.tsx';
import { Empty } from '../states/Empty.tsx';
import { demo as words } from '../text/en/demo.ts';
import { type SessionOrder, usePlacedOrders } from './placed-orders.ts';
import { RunLink } from './RunLink.tsx';

const acts: { name: keyof typeof words.acts; ask: OrderAct; only?: SessionOrder['kind'] }[] = [
  { name: 'contacted', ask: { act: 'facts', fact: 'installer.contacted' }, only: 'heat_pump' },
  { name: 'booked', ask: { act: 'facts', fact: 'installer.booked' }, only: 'heat_pump' },
  { name: 'quote', ask: { act: 'facts', fact: 'quote.accepted' }, only: 'heat_pump' },
  { name: 'pay', ask: { act: 'pay' } },
  { name: 'part', ask: { act: 'pay', amount: '500.00' }, only: 'order_to_cash' },
  { name: 'wrong', ask: { act: 'pay', quoting: 'wrong' }, only: 'order_to_cash' },
  { name: 'cancel', ask: { act: 'cancel' } },
];

/** Orders placed here, with what their customer, installer and bank can do. */
export function Orders() {
  const orders = usePlacedOrders();
  return (
    <section className="card" aria-label={words.orders}>
      <div className="card-head">
        <h2>{words.orders}</h2>
        <span className="hint">{words.ordersHint}</span>
      </div>
      {orders.length === 0 ? (
        <Empty kind="first" icon={ShoppingCart} title={words.ordersNone}>
          {words.ordersNoneText}
        </Empty>
      ) : (
        <ul className="placed">
          {orders.map((order) => (
            <Order key={order.number} order={order} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Both flows hear of every order; the one it is not for looks and leaves. */
function Order({ order }: { order: SessionOrder }) {
  const main = order.runs.find((one) => one.flow === (order.kind === 'heat_pump' ? 'heat_pump' : 'order_to_cash')) ?? order.runs[0];
  return main ? <CarriedOrder order={order} runId={main.runId} /> : <OrderRow order={order} isOver={false} />;
}

function CarriedOrder({ order, runId }: { order: SessionOrder; runId: string }) {
  return <OrderRow order={order} isOver={useRun(runId).data?.endedAt !== undefined} />;
}

function OrderRow({ order, isOver }: { order: SessionOrder; isOver: boolean }) {
  const act = useOrderAct(order.number);
  const go = (name: keyof typeof words.acts, ask: OrderAct) =>
    act.mutate(ask, {
      onSuccess: (sent) => say((sent.status >= 200 && sent.status < 300 ? words.did : words.didLater)(words.acts[name], order.number)),
      onError: sayRefused,
    });
  return (
    <li>
      <div className="placed-head">
        <strong>{order.number}</strong>
        <span className="quiet">{words.kinds[order.kind].title}</span>
        <span className="hint">
          <When at={order.at} />
        </span>
      </div>
      <div className="placed-runs">
        {order.runs.length === 0 ? <span className="quiet">{words.notSent}</span> : null}
        {order.runs.map((run) => (
          <RunLink key={run.runId} id={run.runId} flow={run.flow} />
        ))}
      </div>
      <div className="placed-acts">
        {acts
          .filter((one) => one.only === undefined || one.only === order.kind)
          .map(({ name, ask }) => (
            <Tooltip key={name} label={words.over} disabled={!isOver}>
              <Button
                size="xs"
                {...(name === 'cancel' && !isOver ? { className: 'danger' } : {})}
                {...(isOver ? { 'data-disabled': true, 'aria-disabled': true, 'aria-description': words.over } : { onClick: () => go(name, ask) })}
                loading={act.isPending && JSON.stringify(act.variables) === JSON.stringify(ask)}
              >
                {words.acts[name]}
              </Button>
            </Tooltip>
          ))}
      </div>
    </li>
  );
}
