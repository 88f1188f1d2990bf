import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import { sandboxWebhook } from '../webhook.ts';
import ask from './actions/ask.ts';

/** The simulated installer desk: neither keys nor look-ups. */
export const sandboxInstaller = defineConnector({
  id: 'sandbox_installer',
  title: 'Sandbox installer desk',
  summary: 'A simulated installer desk that reads notices like mail.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  effectClass: 'C',
  auth,
  test: testAt('Sandbox installer desk', 'notices'),
  actions: [ask],
  triggers: [],
  webhook: sandboxWebhook,
});
