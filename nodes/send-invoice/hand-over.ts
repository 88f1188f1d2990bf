/** One way, tried: written down before and after, so that whoever comes later knows what nobody saw the end of. */
import type { ChannelChoice } from '../../flows/documents/outgoing/channels.ts';
import type { ChannelTry } from '../../flows/documents/outgoing/invoice-book.ts';
import { asked, invoicesOf, throughOf } from '../invoice-fields.ts';
import { textOf } from '../json-fields.ts';
import { ConnectorError, type EffectTurn } from '../node-type.ts';
import type { Taken } from './channel.ts';
import type { Way } from './way.ts';

/** Nothing when this way has failed for good; throws ConnectorError while it may still succeed. */
export async function handOver(turn: EffectTurn, number: string, { channel }: ChannelChoice, way: Way): Promise<Taken | undefined> {
  const { config, effectKey, now } = turn;
  const book = invoicesOf(turn);
  const record = await asked(book.read(number));
  const before = record?.tries.filter((one) => one.channel === channel && one.key.startsWith(`${effectKey} `)) ?? [];
  const done = before.find(({ outcome }) => outcome === 'taken');
  if (done) return { id: done.id ?? '', because: done.because };
  const failed = before.filter(({ outcome }) => outcome === 'failed').length;
  if (before.some(({ outcome }) => outcome === 'refused') || failed >= Number(config['patience'] ?? 4)) return undefined;

  const attempt: ChannelTry = { key: `${effectKey} ${channel} ${turn.attempt}`, channel, at: now, outcome: 'begun', because: 'handed over' };
  const note = (outcome: ChannelTry['outcome'], because: string, id?: string) =>
    asked(book.tried(number, { ...attempt, outcome, because, ...(id === undefined ? {} : { id }) }));
  const submit = await submitterOf(turn, number, channel, way);
  const isOpen = before.some(({ outcome }) => outcome === 'begun');
  if (isOpen && !submit.honoursKey && config['lostAnswer'] === 'ask')
    throw new ConnectorError('connector.effect_unknown', `Nobody knows whether ${number} left by ${channel}. Look there, then retry or skip`);
  await note('begun', attempt.because);
  try {
    const taken = await submit.go();
    await note('taken', taken.because, taken.id);
    return taken;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.unknown) throw error;
    await note(error.retryable ? 'failed' : 'refused', error.message);
    if (!error.retryable || failed + 1 >= Number(config['patience'] ?? 4)) return undefined;
    throw error;
  }
}

async function submitterOf(
  turn: EffectTurn,
  number: string,
  channel: ChannelChoice['channel'],
  way: Way,
): Promise<{ honoursKey: boolean; go(): Promise<Taken> }> {
  const book = invoicesOf(turn);
  const pdf = async () => {
    const { name, content } = await asked(book.file(number, 'pdf'));
    return { name, content };
  };
  if (channel === 'portal') return { honoursKey: true, go: async () => ({ id: number, because: 'it lies in the portal' }) };
  if (channel === 'paper') return { honoursKey: true, go: async () => ({ id: (await pdf()).name, because: 'the file to print is made' }) };
  const slot = textOf(turn.config[channel]) ?? '';
  const by = await throughOf(turn, slot);
  const offered = by.channel;
  if (offered === undefined || (offered.name !== channel && !(offered.name === 'network' && channel === 'platform')))
    throw new ConnectorError('config.invalid', `${by.connection.connector} takes no invoices by ${channel} — bind another connection to slot "${slot}"`);
  const original = await asked(book.read(number));
  const subject = textOf(turn.config['subject']);
  const { content: xml } = await asked(book.file(number, original?.original.form ?? 'ubl'));
  return {
    honoursKey: offered.honoursKey,
    go: () =>
      offered.submit(by, { ...way, ...(subject === undefined ? {} : { subject }), number, xml, pdf, key: `${turn.effectKey}-${channel}`, since: turn.since }),
  };
}
