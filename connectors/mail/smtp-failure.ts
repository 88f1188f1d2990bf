/** What an answer of a mail server, or its absence, means for a step: one table. */
import { ConnectorError, type ErrorCode } from '../../nodes/node-type.ts';
import type { MailServer } from './auth.ts';

/** What the SMTP client tells of a failure. */
export interface SmtpError extends Error {
  code?: string;
  originalCode?: string;
  response?: string;
  responseCode?: number;
  command?: string;
}

const longestText = 300;

export interface Circumstances {
  /** The mail itself had begun to leave: without a final answer nobody knows whether it was taken. */
  isSent: boolean;
  /** The connection was cut at its deadline. */
  isLate: boolean;
}

export function smtpFailure(error: SmtpError, server: MailServer, { isSent, isLate }: Circumstances): ConnectorError {
  const place = `${server.host}:${server.port}`;
  const { responseCode } = error;
  if (responseCode) {
    const { code, help } = meaningOf(responseCode, error.command ?? '');
    return new ConnectorError(code, `${server.host} answered ${textOf(error, server)} — ${help}`);
  }
  if (error.code === 'EAUTH') return new ConnectorError('connector.unauthorized', `${server.host} could not be signed in to: ${hide(error.message, server)}`);
  if (error.code === 'EMESSAGE') return new ConnectorError('connector.refused', `${server.host} does not take this mail: ${hide(error.message, server)}`);
  if (error.code === 'EENVELOPE') return new ConnectorError('config.invalid', hide(error.message, server));
  if (error.code === 'EPROTOCOL' && !isSent)
    return new ConnectorError('connector.unexpected_answer', `${place} does not speak as a mail server does — check server, port and security`);
  const isTimeout = isLate || error.code === 'ETIMEDOUT' || error.originalCode === 'ETIMEDOUT';
  if (isSent) {
    const words = isTimeout ? 'did not say in time whether it took the mail' : 'broke the connection before it said whether it took the mail';
    return new ConnectorError(isTimeout ? 'connector.timeout' : 'connector.lost_answer', `${server.host} ${words}`, { unknown: true });
  }
  if (isTimeout) return new ConnectorError('connector.timeout', `${place} did not answer in time — check server, port and security`);
  const cause = error.originalCode ?? error.code ?? 'unknown';
  if (isCertificate(cause, error.message))
    return new ConnectorError('connector.unreachable', `${place} shows a certificate that is not trusted (${cause}) — nothing was sent`);
  if (error.code === 'ETLS')
    return new ConnectorError('connector.unreachable', `${place} cannot be spoken to in private: TLS failed — check port and security`);
  return new ConnectorError('connector.unreachable', `${place} closed the connection before it answered (${cause})`);
}

function meaningOf(answer: number, command: string): { code: ErrorCode; help: string } {
  if (answer === 530 || answer === 534 || answer === 535 || answer === 538 || (answer >= 500 && command.startsWith('AUTH')))
    return { code: 'connector.unauthorized', help: 'check user and password of the connection' };
  if (answer === 421 || (answer >= 400 && answer < 500)) return { code: 'connector.unavailable', help: 'it is tried again' };
  if (answer === 552) return { code: 'connector.refused', help: 'make the mail smaller, or empty the mailbox' };
  if (command === 'CONN' || command === 'EHLO' || command === 'HELO') return { code: 'connector.refused', help: 'it does not take mail from this hub' };
  if (command === 'MAIL FROM') return { code: 'connector.refused', help: 'check the sender of the connection' };
  if (command === 'RCPT TO') return { code: 'connector.refused', help: 'check the addresses' };
  return { code: 'connector.refused', help: 'correct the mail and retry' };
}

const textOf = ({ response, responseCode }: SmtpError, server: MailServer): string =>
  hide((response ?? String(responseCode)).replace(/\s+/g, ' ').trim(), server).slice(0, longestText);

/** A server may repeat what we sent it: the password, as it is and as it goes over the wire. */
export function hide(text: string, { user }: Pick<MailServer, 'user'>): string {
  if (!user) return text;
  const { name, password } = user;
  const dressed = [password, base64(password), base64(`\0${name}\0${password}`)];
  return dressed.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '•••')), text);
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const isCertificate = (code: string, message: string): boolean => /CERT|SIGNATURE|ERR_TLS/.test(code) || /certificate|altnames/i.test(message);
