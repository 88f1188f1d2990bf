/** The simulated installer desk: reads notices like mail. It knows no keys and answers no questions about the past. */
import { objectOf, textOf } from '../../../nodes/json-fields.ts';
import { invalid, notFound, type System } from '../server/store.ts';

export const installer: System = {
  id: 'sandbox_installer',
  title: 'Installer desk',
  effectClass: 'C',
  segment: 'installer',
  handle({ method, path, body, now }, store) {
    if (path[0] !== 'notices' || method !== 'POST') return notFound(`/${path.join('/')}`);
    const asked = objectOf(body);
    const order = textOf(asked['order']);
    if (order === undefined) return invalid('a notice says which order it is about');
    const id = String(store.next('installer.notice'));
    store.put('installer.notice', id, { ...asked, order, at: now }, order);
    return { status: 202, body: { sent: true }, applied: true };
  },
  facts: (store) => ({ notices: store.count('installer.notice'), duplicates: store.doubled('installer.notice') }),
};
