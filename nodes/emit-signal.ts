import { ConnectorError, defineNode } from './node-type.ts';
import { gives, text } from './output.ts';
import { fields } from './schema.ts';

/** Names the hub keeps for itself: a run would be told of an end or an answer that never was. */
const own = /^(run\.ended|task\.[a-z]+)$/;

/** Tells other runs that something happened. It leaves with the commit of its step, under an id derived from it: told once. */
export default defineNode({
  type: 'emit_signal@1',
  title: 'Emit signal',
  summary: 'Sends a signal that wakes the runs waiting for it.',
  group: 'flow',
  icon: 'radio-tower',
  ports: ['done'],
  config: fields(
    {
      name: { type: 'string', title: 'Name', minLength: 1, maxLength: 120 },
      key: {
        type: ['string', 'number'],
        title: 'Key',
        description: 'Order, invoice or customer number the other run is found by',
        minLength: 1,
        maxLength: 200,
      },
      data: { title: 'Data', 'x-widget': 'json' },
    },
    ['name', 'key'],
  ),
  output: gives({ name: text(), key: text(), data: { 'x-shape-of': 'data' } }),
  line: ({ name }) => (typeof name === 'string' ? name : '…'),
  check: ({ config }, id) =>
    typeof config?.['name'] === 'string' && own.test(config['name'])
      ? [{ code: 'config.invalid', path: `/nodes/${id}/config/name`, message: `"${config['name']}" is a signal of the hub itself — choose another name.` }]
      : [],
  run({ config }) {
    const name = String(config['name'] ?? '');
    const key = String(config['key'] ?? '');
    if (own.test(name)) throw new ConnectorError('config.invalid', `"${name}" is a signal of the hub itself — choose another name`);
    if (name === '' || key === '') throw new ConnectorError('config.invalid', 'a signal needs a name and a key — check what the expressions find');
    const signal = { name, key: key.slice(0, 200), data: config['data'] ?? null };
    return { kind: 'emit', output: { ...signal }, signal };
  },
});
