import { defineAccessPoint } from '../../access_point/define.ts';
import { auth, testAt } from '../connect.ts';

/** The simulated access point: looks up, takes once, and answers as buyers do. */
export const sandboxAccessPoint = defineAccessPoint({
  id: 'sandbox_access_point',
  title: 'Sandbox access point',
  summary: 'A simulated access point whose buyers send receipts and responses.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  auth,
  test: testAt('Sandbox access point', 'document_submissions'),
});
