import { type Json, ProblemError } from '../../../flows/flow.ts';
import { parseStrict } from '../../../flows/json.ts';
import type { Viewer } from '../../access/viewer.ts';
import { type Sample, samplesOf } from '../../catalogue/samples.ts';
import type { SampleAsk, SampleInfo } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { Reply, type Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { anything, label, object, oneOf, text } from '../shapes.ts';

/** Named samples of a flow, to try drawings with; made of a message that came in, or of any document. */
export function sampleRoutes({ documents, audit, clock, catalogue, reads }: AppDeps): Route[] {
  const samples = samplesOf({ documents, audit, clock });

  async function bodyOf(viewer: Viewer, { body, delivery }: SampleAsk, requestId: string): Promise<Json> {
    if (delivery === undefined) {
      if (body === undefined)
        throw new ProblemError(422, { code: 'property.missing', path: '/body', message: 'Give the document, or the delivery to take it from.' });
      return body;
    }
    const found = await reads.deliveryBody(viewer.tenant, delivery);
    if (!found)
      throw new ProblemError(404, { code: 'delivery.not_found', path: '/delivery', message: 'There is no such message, or its body is no longer kept.' });
    await audit.commit(viewer.tenant, { by: viewer, what: 'delivery.read', on: `delivery/${delivery}`, requestId });
    return parseStrict(Buffer.from(found.body));
  }

  return [
    {
      method: 'GET',
      path: '/api/flows/{id}/samples',
      summary: 'List the samples of a flow',
      group: 'Flows',
      role: 'operator',
      answer: 'SamplePage',
      async handler({ params, viewer }) {
        const { id } = await catalogue.detail(viewer.tenant, params['id'] ?? '');
        return { items: (await samples.list(viewer.tenant, id)).map(sampleInfo), next: null };
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/samples',
      summary: 'Keep a document as a sample of a flow; secrets and card numbers in it are hidden, or it is refused',
      group: 'Flows',
      role: 'admin',
      body: object({ name: label(100), 'body?': anything, 'delivery?': text, 'sensitive?': oneOf('hide', 'keep') }),
      answer: 'SampleInfo',
      status: 201,
      async handler({ params, body, viewer, requestId }) {
        const { id } = await catalogue.detail(viewer.tenant, params['id'] ?? '');
        const ask = body as unknown as SampleAsk; // checked against the schema above
        const { name, delivery, sensitive } = ask;
        const more = { ...(delivery === undefined ? {} : { delivery }), ...(sensitive === undefined ? {} : { sensitive }) };
        return new Reply(201, sampleInfo(await samples.add(viewer, id, { name, body: await bodyOf(viewer, ask, requestId), ...more })));
      },
    },
    {
      method: 'DELETE',
      path: '/api/flows/{id}/samples/{sample}',
      summary: 'Remove a sample of a flow',
      group: 'Flows',
      role: 'admin',
      answer: 'none',
      status: 204,
      async handler({ params, viewer }) {
        await samples.remove(viewer, params['id'] ?? '', params['sample'] ?? '');
      },
    },
  ];
}

const sampleInfo = ({ at, ...sample }: Sample): SampleInfo => ({ ...sample, at: iso(at) });
