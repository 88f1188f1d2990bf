/** The simulated bank: money arrives there, and it tells about it. */
import { notFound, type System } from '../server/store.ts';

export const bank: System = {
  id: 'sandbox_bank',
  title: 'Bank',
  effectClass: 'A',
  segment: 'bank',
  handle({ path }, store) {
    if (path[0] !== 'payments') return notFound(`/${path.join('/')}`);
    return { status: 200, body: { items: store.list('bank.payment') } };
  },
  facts: (store) => ({ payments: store.count('bank.payment') }),
};
