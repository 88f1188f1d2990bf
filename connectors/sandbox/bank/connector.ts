import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import { sandboxWebhook } from '../webhook.ts';

/** The simulated bank: tells about payments. */
export const sandboxBank = defineConnector({
  id: 'sandbox_bank',
  title: 'Sandbox bank',
  summary: 'A simulated bank that tells about payments.',
  baseUrl: { http: true },
  effectClass: 'A',
  auth,
  test: testAt('Sandbox bank', 'payments'),
  actions: [],
  triggers: [],
  webhook: sandboxWebhook,
});
