/** Changes of a drawing's tests. */
import type { Flow, FlowTest } from '../../server/http/api.ts';

export const withTest =
  (id: string, test: FlowTest) =>
  (flow: Flow): Flow => ({ ...flow, tests: { ...flow.tests, [id]: test } });

export const withoutTest =
  (id: string) =>
  (flow: Flow): Flow => {
    const { [id]: _, ...tests } = flow.tests ?? {};
    const { tests: __, ...rest } = flow;
    return Object.keys(tests).length === 0 ? rest : { ...rest, tests };
  };
