/** Mail addresses as a person writes them: `ada@example.com` or `Ada Lovelace <ada@example.com>`, one each. */
import type { Json } from '../../flows/flow.ts';
import { ConnectorError } from '../../nodes/node-type.ts';

export interface Address {
  name: string;
  address: string;
}

const mailbox = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,255}$/;

/** Every address of a field; `what` names the field in words. Throws `config.invalid_header` and `config.invalid`. */
export function addressesOf(value: Json | undefined, what: string): Address[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
  return list.map((one) => addressOf(String(one), what));
}

export function addressOf(text: string, what: string): Address {
  refuseLineBreaks(text, what);
  const [, quoted, plain, inside] = /^\s*(?:"([^"\\<>]*)"|([^"<>]*?))\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (inside ?? text).trim();
  if (!mailbox.test(address))
    throw new ConnectorError(
      'config.invalid',
      `"${text.slice(0, 100)}" under ${what} is no mail address — write one address as name@example.com, several as a list`,
    );
  return { name: quoted ?? plain ?? '', address };
}

/** Whatever goes into a header stays on its line: more would be a header, or a mail, of the sender's making. */
export function refuseLineBreaks(text: string, what: string): void {
  if (/[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/.test(text))
    throw new ConnectorError('config.invalid_header', `${what} holds a line break or a control character, which no header may carry — clean the value first`);
}
