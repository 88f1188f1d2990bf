import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import type { ConnectionInfo, ConnectorInfo } from '../../server/http/api.ts';
import { en } from '../text/en.ts';
import { authFields } from './auth-fields.ts';

const words = en.connectors.webhook;

/** Where the other side sends its messages, and what they have to be signed with. */
export function WebhookAddress({ connector, connection }: { connector: ConnectorInfo; connection: ConnectionInfo }) {
  if (!connector.webhook) return null;
  const { secretField } = connector.webhook;
  const title = authFields(connector.auth).secrets.find(({ name }) => name === secretField)?.title ?? secretField;
  const address = `${window.location.origin}/in/${connector.id}/${connection.id}`;
  return (
    <section className="card" aria-label={words.title}>
      <div className="card-head">
        <h2>{words.title}</h2>
      </div>
      <div className="card-body webhook">
        <p className="hint">{words.hint(connector.title)}</p>
        <code className="mono webhook-address">{address}</code>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <Check size={14} /> : <Copy size={14} />} onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
        <p className="hint">{connection.secrets.includes(secretField) ? words.signed(title) : words.unsigned(title)}</p>
      </div>
    </section>
  );
}
