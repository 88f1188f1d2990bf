/** The simulated carrier: ignores keys, but finds a booking by the reference it was made with. */
import { objectOf, textOf } from '../../../nodes/json-fields.ts';
import { invalid, notFound, type System } from '../server/store.ts';

export const carrier: System = {
  id: 'sandbox_carrier',
  title: 'Carrier',
  effectClass: 'B',
  segment: 'carrier',
  handle({ method, path, query, body, now }, store) {
    if (path[0] !== 'bookings') return notFound(`/${path.join('/')}`);
    if (method !== 'POST') {
      const reference = query.get('reference');
      return { status: 200, body: { items: reference === null ? [] : store.find('carrier.booking', reference) } };
    }
    const asked = objectOf(body);
    const reference = textOf(asked['reference']);
    if (reference === undefined) return invalid('a booking carries the reference of the sender');
    const tracking = `SBX${String(4_000_000 + store.next('carrier.booking'))}SE`;
    store.put('carrier.booking', tracking, { tracking, reference, order: asked['order'] ?? null, service: asked['service'] ?? 'parcel', at: now }, reference);
    store.put('carrier.parcel', tracking, {}, textOf(asked['order']) ?? reference);
    return { status: 201, body: { tracking, reference, order: asked['order'] ?? null }, applied: true };
  },
  facts: (store) => ({ bookings: store.count('carrier.booking'), duplicates: store.doubled('carrier.parcel') }),
};
