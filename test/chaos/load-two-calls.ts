/** The flow most scenarios send their orders through: two calls under a key, with a short wait between them. */

export interface TwoCalls {
  id: string;
  /** Where the calls go. */
  to: string;
  /** Between the calls, ISO 8601; none when absent. */
  hold?: string;
  /** Longest time of one attempt, ISO 8601. */
  timeout?: string;
  /** Longest pause before the next attempt, ISO 8601; pauses grow from one second. */
  again?: string;
  attempts?: number;
  /** Fields of the order that the first call passes on. */
  passes?: string[];
}

export function twoCalls({ id, to, hold, timeout = 'PT30S', again = 'PT1S', attempts = 20, passes = [] }: TwoCalls) {
  const call = (path: string, fields: string[]) => ({
    type: 'http_request@1',
    title: path === 'reserve' ? 'Reserve stock' : 'Ship',
    config: {
      method: 'POST',
      url: `${to}/${path}`,
      class: 'A',
      body: {
        number: { $expr: 'trigger.number' },
        ...Object.fromEntries(fields.map((field) => [field, { $expr: `trigger.${field} ? trigger.${field} : "none"` }])),
      },
    },
    timeout,
    retry: { attempts, backoff: 'exponential', delay: 'PT1S', max: again },
  });
  const way = ['order', 'shape', 'reserve', ...(hold ? ['hold'] : []), 'ship'];
  return {
    format: 1,
    id,
    title: id,
    key: { $expr: 'trigger.number' },
    nodes: {
      order: { type: 'webhook@1', config: { path: id.replaceAll('_', '-'), signature: 'none' } },
      shape: { type: 'transform@1', config: { output: { number: { $expr: 'trigger.number' }, lines: { $expr: 'trigger.lines' } } } },
      reserve: call('reserve', passes),
      ...(hold ? { hold: { type: 'wait@1', config: { for: hold } } } : {}),
      ship: call('ship', []),
    },
    edges: way.slice(1).map((to, at) => ({ from: way[at]!, to })),
  };
}
