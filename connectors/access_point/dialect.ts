/** What an access point is asked over HTTP: who is there, take this document, what became of it. */
import type { Identifier } from '../../flows/documents/invoice/invoice.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { fieldOf, objectOf, textOf } from '../../nodes/json-fields.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import type { Parcel, Taken } from '../../nodes/send-invoice/channel.ts';
import { type Caller, callSystem, type Means } from '../http-call.ts';

export const keyHeader = 'idempotency-key';

const callerOf = (title: string): Caller => ({ title, auth: (connection) => ({ authorization: `Bearer ${connection.secret('token')}` }), keyHeader });

export interface AccessPoint {
  lookup(means: Means, participant: Identifier, documentType: string): Promise<{ reachable: boolean; because: string }>;
  submit(means: Means, parcel: Parcel): Promise<Taken>;
  status(means: Means, id: string): Promise<JsonObject>;
}

export function accessPoint(title: string): AccessPoint {
  const caller = callerOf(title);
  return {
    async lookup(means, { scheme = '', value = '' }, documentType) {
      const { status, body } = await callSystem(means, caller, { path: ['discovery'], query: { scheme, identifier: value, documentType }, accept: [404] });
      const reachable = status !== 404 && objectOf(body)['reachable'] !== false;
      const because = textOf(objectOf(body)['because']) ?? (reachable ? `${scheme}:${value} takes it` : `${scheme}:${value} is not on the network`);
      return { reachable, because };
    },
    async submit(means, { number, participant, documentType, xml }) {
      const { body } = await callSystem(means, caller, {
        path: ['document_submissions'],
        body: {
          number,
          receiver: { scheme: participant?.scheme ?? '', identifier: participant?.value ?? '' },
          documentType,
          document: Buffer.from(xml).toString('base64'),
        },
      });
      const id = textOf(fieldOf(body, 'id')) ?? textOf(fieldOf(body, 'guid'));
      if (id === undefined) throw new ConnectorError('connector.unexpected_answer', `${title} took ${number}, but gave it no id`);
      return { id, because: `${title} took it` };
    },
    async status(means, id) {
      return objectOf((await callSystem(means, caller, { path: ['document_submissions', id] })).body);
    },
  };
}
