import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { type FindTable, lookUp } from '../../../../flows/lookup-table.ts';
import { ConnectorError } from '../../../../nodes/node-type.ts';
import { notANumber } from './answer.ts';
import { limits } from './limits.ts';
import { moneyFunctions } from './money-functions.ts';

/** Where "now" and "random" come from: the log, so that a replay answers the same. */
export interface Moment {
  now: number;
  seed: string;
  source: string;
  /** Random values drawn so far in this evaluation. */
  drawn: number;
  /** Tables as they stood then. */
  find: FindTable;
}

interface BuiltIn {
  _jsonata_function: true;
  implementation: (...given: unknown[]) => unknown;
  signature: unknown;
}

const builtIn = async (name: string): Promise<BuiltIn> => (await jsonata(`$${name}`).evaluate({})) as BuiltIn;
const [pad, join, fromMillis, toMillis, shuffle, lookup] = await Promise.all(
  ['pad', 'join', 'fromMillis', 'toMillis', 'shuffle', 'lookup'].map(builtIn) as [
    Promise<BuiltIn>,
    Promise<BuiltIn>,
    Promise<BuiltIn>,
    Promise<BuiltIn>,
    Promise<BuiltIn>,
    Promise<BuiltIn>,
  ],
);

const tooLong = (): ConnectorError =>
  new ConnectorError('expr.output_too_large', `The expression makes a text of more than ${limits.output} characters — make it shorter.`);

/**
 * Gives an expression our functions in place of those that look at the host's clock or dice, or that grow without end.
 * Parameters keep plain names and no rest: JSONata reads them from the function's text when a call is partial, as in `$pad(?, 5)`.
 */
export function installFunctions(expression: jsonata.Expression, moment: () => Moment): void {
  const replace = (name: string, original: BuiltIn, implementation: (...given: never[]) => unknown): void =>
    expression.assign(name, { ...original, implementation });

  expression.assign('eval', undefined);
  replace('pad', pad, (str: string | undefined, width: number, char: string | undefined) => {
    if (Math.abs(width) * Math.max(1, char?.length ?? 1) > limits.output) throw tooLong();
    return pad.implementation(str, width, char);
  });
  replace('join', join, (strs: string[] | undefined, separator: string | undefined) => {
    if (strs && strs.reduce((sum, text) => sum + text.length + (separator?.length ?? 0), 0) > limits.output) throw tooLong();
    return join.implementation(strs, separator);
  });
  replace('toMillis', toMillis, (timestamp: string | undefined, picture: string | undefined) =>
    toMillis.implementation.call({ environment: { timestamp: new Date(moment().now) } }, timestamp, picture),
  );
  replace('shuffle', shuffle, (arr: unknown[] | undefined) => {
    if (!arr) return undefined;
    const keys = new Map(arr.map((item, at) => [at, { item, key: draw(moment()).readUIntBE(0, 6) }]));
    return [...keys.values()].sort((a, b) => a.key - b.key).map(({ item }) => item);
  });
  expression.registerFunction('now', (picture?: string, timezone?: string) => fromMillis.implementation(moment().now, picture, timezone), '<s?s?:s>');
  expression.registerFunction('millis', () => moment().now, '<:n>');
  expression.registerFunction('random', () => draw(moment()).readUIntBE(0, 6) / 2 ** 48, '<:n>');
  expression.registerFunction('uuid', () => uuidOf(draw(moment())), '<:s>');
  // Of an object as JSONata has it, also of the one the call stands in; of a table where the first argument is its name.
  expression.registerFunction('lookup', function (this: { input?: unknown }, input: unknown, key?: unknown, column?: unknown): unknown {
    // biome-ignore lint/complexity/noArguments: JSONata reads the parameters from the text of the function, so there is no rest.
    if (key === undefined && column === undefined && arguments.length < 2) return lookup.implementation(this?.input, input);
    return typeof input === 'string' ? lookUp(moment().find, input, key, column) : lookup.implementation(input, key);
  });
  for (const [name, implementation] of Object.entries(moneyFunctions)) expression.registerFunction(name, implementation);
}

/** The next 32 bytes of this evaluation. */
function draw(moment: Moment): Buffer {
  moment.drawn += 1;
  return createHash('sha256').update(`${moment.seed}\n${moment.source}\n${moment.drawn}`).digest();
}

function uuidOf(bytes: Buffer): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Refuses a text too long or a number that is none as soon as it comes up inside an expression. */
export function watchValue(value: unknown): void {
  if (typeof value === 'string' && value.length > limits.output) throw tooLong();
  if (typeof value === 'number' && !Number.isFinite(value)) throw notANumber();
}
