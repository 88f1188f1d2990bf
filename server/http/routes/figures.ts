import { ProblemError } from '../../../flows/flow.ts';
import type { AppDeps } from '../deps.ts';
import { addUp } from '../flow-info.ts';
import { nodeFigures } from '../node-figures.ts';
import { instantOf, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { instant } from '../shapes.ts';

const day = 86_400_000;
const mostBuckets = 400;
/** The last minutes are still being counted. */
const settled = 2 * 60_000;

/** What happens at every node of a flow, in figures. */
export function figureRoutes({ reads, clock, catalogue }: AppDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/metrics/nodes',
      summary: 'Count what happened at each node of a flow, and what stands there now',
      group: 'Figures',
      role: 'operator',
      query: {
        flow: { type: 'string', maxLength: 100 },
        version: { type: 'string', maxLength: 100 },
        from: instant,
        to: instant,
        bucket: { type: 'string', pattern: '^(PT\\d{1,4}[MH]|P\\d{1,3}D)$' },
      },
      answer: 'MetricsAnswer',
      async handler(ask) {
        const flow = textOf(ask, 'flow');
        if (flow === undefined) throw new ProblemError(422, { code: 'property.missing', path: '/flow', message: 'Say which flow: ?flow=…' });
        const { tenant } = ask.viewer;
        await catalogue.detail(tenant, flow);
        const now = clock.now();
        const to = instantOf(ask, 'to') ?? now;
        const from = instantOf(ask, 'from') ?? to - day;
        if (from > to) throw new ProblemError(422, { code: 'property.invalid', path: '/from', message: '"from" lies after "to".' });
        const version = textOf(ask, 'version');
        const filter = { flow, from, to, ...(version === undefined ? {} : { version }) };
        const bucketMs = spanOf(textOf(ask, 'bucket'));
        if (bucketMs !== undefined && (to - from) / bucketMs > mostBuckets) {
          throw new ProblemError(422, {
            code: 'property.invalid',
            path: '/bucket',
            message: `That would be more than ${mostBuckets} buckets. Choose a longer bucket or a shorter time.`,
          });
        }
        const [counts, open, parts] = await Promise.all([
          reads.counts(tenant, filter),
          reads.open(tenant, flow),
          bucketMs === undefined ? undefined : reads.counts(tenant, { ...filter, bucketMs }),
        ]);
        const standing = new Map(
          [...Map.groupBy(open, ({ node }) => node)].map(([node, rows]) => [
            node,
            {
              waiting: rows.reduce((sum, { runs }) => sum + runs, 0),
              waitingMoney: addUp(rows.map(({ money }) => money)),
              oldestMs: Math.max(0, now - Math.min(...rows.map(({ oldest }) => oldest))),
            },
          ]),
        );
        return {
          flow,
          ...(version === undefined ? {} : { version }),
          from: iso(from),
          to: iso(to),
          live: to > now - settled,
          nodes: nodeFigures(counts, standing),
          ...(parts
            ? {
                buckets: [...Map.groupBy(parts, ({ minute }) => minute)]
                  .sort(([a], [b]) => a - b)
                  .map(([minute, rows]) => ({ at: iso(minute * 60_000), nodes: nodeFigures(rows) })),
              }
            : {}),
        };
      },
    },
  ];
}

/** `PT5M`, `PT1H`, `P1D` in ms. */
function spanOf(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /^PT?(\d+)([MHD])$/.exec(text);
  if (!match) return undefined;
  const span = Number(match[1]) * { M: 60_000, H: 3_600_000, D: day }[match[2] as 'M' | 'H' | 'D'];
  return span > 0 ? span : undefined;
}
