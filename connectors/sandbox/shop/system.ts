/** The simulated web shop: customers place and cancel orders there, and it likes to hear what was shipped. */
import { objectOf } from '../../../nodes/json-fields.ts';
import { notFound, type System } from '../server/store.ts';

export const shop: System = {
  id: 'sandbox_shop',
  title: 'Web shop',
  effectClass: 'A',
  segment: 'shop',
  handle({ method, path, body, now }, store) {
    const [kind, number, act] = path;
    if (kind === 'customers' && number !== undefined && method === 'PUT') {
      store.put('shop.customer', number, { ...objectOf(body), number });
      return { status: 200, body: { number }, applied: true };
    }
    if (kind !== 'orders' || number === undefined) return notFound(`/${path.join('/')}`);
    const order = store.get('shop.order', number) ?? { number };
    if (method === 'GET') return { status: 200, body: order };
    if (act !== 'shipped' && act !== 'canceled') return notFound(`/${path.join('/')}`);
    store.put('shop.order', number, { ...order, ...objectOf(body), number, status: act, toldAt: now });
    store.put('shop.told', String(store.next('shop.told')), { number, status: act }, `${number} ${act}`);
    return { status: 200, body: { number, status: act }, applied: true };
  },
  facts: (store) => ({ orders: store.count('shop.order'), told: store.count('shop.told'), duplicates: store.doubled('shop.told') }),
};
