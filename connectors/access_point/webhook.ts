/** What comes back from the network: receipts, message status, Invoice Responses, numbers of an authority. */
import { ProblemError } from '../../flows/flow.ts';
import { objectOf, textOf } from '../../nodes/json-fields.ts';
import type { Webhook } from '../connector.ts';
import { verifyStandard } from '../standard-webhook.ts';
import { answerOf } from './answer.ts';

/** Each answer starts the flows that follow answers, and is a signal for whoever waits for the invoice. */
export const answerWebhook = (id: string): Webhook => ({
  verify: verifyStandard,
  receive({ headers, body }) {
    const type = textOf(objectOf(body)['type']) ?? '';
    const data = objectOf(objectOf(body)['data']);
    const message = headers['webhook-id'];
    const known = message === undefined ? {} : { dedupeKey: message };
    if (!type.startsWith('invoice.')) return { ...known, ignored: `message ${type === '' ? 'without a type' : `"${type.slice(0, 60)}"`} is not known` };
    if (textOf(data['number']) === undefined)
      throw new ProblemError(422, {
        code: 'invoice.number_missing',
        path: '/data/number',
        message: 'the message names no invoice; send its number as data.number',
      });
    const answer = answerOf(type, data);
    if (answer === undefined)
      return { ...known, ignored: `code ${JSON.stringify(textOf(data['code']) ?? null)} of ${type.slice(0, 60)} says nothing of a state` };
    const { number, state, evidence } = answer;
    const document = { number, state, evidence };
    return {
      ...known,
      event: `${id}.invoice_answered`,
      document,
      order: document,
      keys: [number],
      signals: [{ name: `invoice.${state}`, key: number, id: message ?? `${number}:${state}`, data: evidence }],
    };
  },
});
