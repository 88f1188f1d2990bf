import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import book from './actions/book.ts';

/** The simulated carrier: knows no keys, but finds a booking by our reference. */
export const sandboxCarrier = defineConnector({
  id: 'sandbox_carrier',
  title: 'Sandbox carrier',
  summary: 'A simulated carrier whose bookings can be looked up.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  effectClass: 'B',
  auth,
  test: testAt('Sandbox carrier', 'bookings?reference=test'),
  actions: [book],
  triggers: [],
});
