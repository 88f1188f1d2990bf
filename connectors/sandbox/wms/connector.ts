import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import intercept from './actions/intercept.ts';
import release from './actions/release.ts';
import reserve from './actions/reserve.ts';
import ship from './actions/ship.ts';

/** The simulated warehouse: honours our key. */
export const sandboxWms = defineConnector({
  id: 'sandbox_wms',
  title: 'Sandbox warehouse',
  summary: 'A simulated warehouse with stock, shipments and intercepts.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  effectClass: 'A',
  keyHeader: 'idempotency-key',
  keyLifetimeMs: 30 * 86_400_000,
  auth,
  test: testAt('Sandbox warehouse', 'stock'),
  actions: [reserve, release, ship, intercept],
  triggers: [],
});
