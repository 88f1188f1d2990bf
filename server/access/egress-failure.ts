import { ConnectorError } from '../../nodes/node-type.ts';

export interface Circumstances {
  host: string;
  /** The request may have reached the wire. */
  sent: boolean;
  /** Our deadline or the caller stopped the call. */
  stopped: boolean;
  deadline: number;
}

/** Says what became of a call that gave no answer; `unknown` once the other side may have acted on it. */
export function failureOf(error: unknown, { host, sent, stopped, deadline }: Circumstances): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = codeOf(error);
  if (stopped) {
    const words = sent
      ? `${host} did not answer in full within ${deadline} ms — ask its operator, or give the node a longer time limit.`
      : `${host} could not be reached within ${deadline} ms — check its address and whether a firewall lets the hub through.`;
    return new ConnectorError('connector.timeout', words, { cause: error, unknown: sent });
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new ConnectorError('connector.timeout', `${host} stopped answering.`, { cause: error, unknown: sent });
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new ConnectorError('connector.timeout', `${host} did not take the connection in time.`, { cause: error });
  if (code === 'UND_ERR_INVALID_ARG')
    return new ConnectorError('config.invalid', `The request to ${host} cannot be sent: ${(error as Error).message}.`, { cause: error });
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return new ConnectorError('connector.unexpected_answer', `${host} answered with headers that are too large.`, { cause: error });
  if (sent)
    return new ConnectorError('connector.lost_answer', `${host} took the request and the connection broke before its answer was complete (${code}).`, {
      cause: error,
      unknown: true,
    });
  return new ConnectorError('connector.unreachable', `${host} cannot be reached (${code}): ${causeOf(code)}.`, { cause: error });
}

/** What keeps a host from being reached, and where to look first. */
function causeOf(code: string): string {
  if (code === 'ENOTFOUND') return 'there is no such host — check the address for a typing error';
  if (code === 'EAI_AGAIN') return 'its name could not be looked up — check the address, and the network of the hub';
  if (code === 'ECONNREFUSED') return 'nobody listens at this port — check the port of the address, and whether the system runs';
  if (code === 'EPROTO' || /^ERR_SSL/.test(code))
    return 'it does not speak TLS as expected — check whether the address begins with http:// or https://, and its port';
  if (isCertificate(code)) return 'its certificate is not trusted — ask its operator for one that is';
  return 'the connection could not be made — check the address, and whether a firewall lets the hub through';
}

/** The first code on the way to the cause; several failed addresses arrive as one AggregateError. */
function codeOf(error: unknown): string {
  const { code, name, cause, errors } = error as { code?: string; name?: string; cause?: unknown; errors?: unknown[] };
  return code ?? (cause ? codeOf(cause) : errors?.[0] ? codeOf(errors[0]) : (name ?? 'unknown'));
}

const isCertificate = (code: string): boolean => /CERT|SIGNATURE|ERR_TLS/.test(code);
