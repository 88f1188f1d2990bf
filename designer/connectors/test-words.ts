import type { ConnectionTest } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

const words = en.connectors.test;

/** A way out of a failed test: what helps, and the button that does it. */
export type Way = { says: string } & (
  | { act: 'replace'; field: string; go: string }
  | { act: 'address' | 'again'; go: string }
  | { act: 'copy'; go: string; text: string }
);

/** How far we got, in one line. */
export function headlineOf({ reach, host = '' }: ConnectionTest): string {
  switch (reach) {
    case 'signed-in':
      return words.signedIn(host || undefined);
    case 'no-right':
      return words.noRight(host);
    case 'nobody':
      return words.nobody(host);
    case 'no-place':
      return words.noPlace(host);
    case 'trouble':
      return words.trouble(host);
    case 'nothing':
      return words.nothing;
  }
}

/** At most two ways out. `secrets` are the connector's secret fields that sign in, first the one most likely wrong. */
export function waysOut({ reach, host = '', tried }: ConnectionTest, system: string, secrets: { name: string; title: string }[]): Way[] {
  const last = tried.at(-1);
  const [secret] = secrets;
  const theirs: Way = { act: 'copy', says: words.allow(system), go: words.copy, text: words.message(system, host, last?.call ?? '', last?.answer ?? '') };
  const address: Way = { act: 'address', says: words.address, go: words.addressGo };
  switch (reach) {
    case 'signed-in':
      return [];
    case 'no-right':
      return secret ? [{ act: 'replace', says: words.replace(secret.title), field: secret.name, go: words.replaceGo(secret.title) }, theirs] : [theirs];
    case 'nobody':
      return [address, { act: 'copy', says: words.reach, go: words.copy, text: words.hubMessage(host) }];
    case 'no-place':
      return [address, theirs];
    case 'trouble':
      return [{ act: 'again', says: words.later, go: words.again }, theirs];
    case 'nothing':
      return [address];
  }
}
