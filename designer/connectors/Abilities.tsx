import type { ConnectorInfo } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

const words = en.connectors.form;

/** What a system can do here: its actions and triggers, and what a repeated call does there. */
export function Abilities({ connector }: { connector: ConnectorInfo }) {
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.does}</h2>
        <span className="tag push">{words.class(connector.effectClass)}</span>
      </div>
      <ul className="abilities">
        {connector.triggers.map(({ type, title, summary }) => (
          <li key={type}>
            <strong>{title}</strong> <span className="tag">{words.readsIn}</span>
            <p className="hint">{summary}</p>
          </li>
        ))}
        {connector.actions.map(({ type, title, summary }) => (
          <li key={type}>
            <strong>{title}</strong>
            <p className="hint">{summary}</p>
          </li>
        ))}
        {connector.actions.length + connector.triggers.length === 0 ? <li className="hint">{en.connectors.catalogue.anyCall}</li> : null}
      </ul>
    </section>
  );
}
