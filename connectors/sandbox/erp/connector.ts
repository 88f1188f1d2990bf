import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import createInvoice from './actions/create-invoice.ts';
import createOrder from './actions/create-order.ts';
import listItems from './actions/list-items.ts';

/** The simulated ERP: honours our key, so a repeated call books once. */
export const sandboxErp = defineConnector({
  id: 'sandbox_erp',
  title: 'Sandbox ERP',
  summary: 'A simulated ERP with orders, invoices and credit.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  effectClass: 'A',
  keyHeader: 'idempotency-key',
  keyLifetimeMs: 30 * 86_400_000,
  auth,
  test: testAt('Sandbox ERP', 'credit/test'),
  actions: [createOrder, createInvoice, listItems],
  triggers: [],
});
