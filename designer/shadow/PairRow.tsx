import type { ShadowCall, ShadowDifference, ShadowPair } from '../../server/http/api.ts';
import { addressIn, here } from '../api/here.ts';
import { instantOf } from '../show/moment.ts';
import { Status } from '../show/Status.tsx';
import { When } from '../show/When.tsx';
import { shadow as words } from '../text/en/shadow.ts';

const shown = (value: unknown): string => (value === undefined ? words.nothing : typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** One order: its state in a line, and opened, both runs side by side. */
export function PairRow({ pair, titleOf }: { pair: ShadowPair; titleOf: (node: string) => string }) {
  const { key, at, state, live, shadow, differences, calls } = pair;
  return (
    <li>
      <details className="pair">
        <summary>
          <span className="pair-key">{key ?? words.noKey}</span>
          <span className="pair-state" data-state={state}>
            {words.states[state]}
          </span>
          <span className="pair-first">{differences[0] ? `${words.kinds[differences[0].kind]}: ${titleOf(differences[0].node)}` : null}</span>
          <When at={at} />
        </summary>
        <div className="pair-body">
          <p className="pair-links">
            <span>
              <a href={addressIn(`/runs/${live.id}`, here)}>{words.liveRun}</a> <Status status={live.status} />
            </span>
            {shadow ? (
              <span>
                <a href={addressIn(`/runs/${shadow.id}`, 'shadow')}>{words.shadowRun}</a> <Status status={shadow.status} />
              </span>
            ) : null}
          </p>
          {state === 'missing' ? <p>{words.missing}</p> : null}
          {differences.map((one) => (
            <Difference key={`${one.kind} ${one.node} ${shown(one.shadow)}`} one={one} title={titleOf(one.node)} />
          ))}
          {calls.length > 0 ? <Calls calls={calls} titleOf={titleOf} /> : null}
        </div>
      </details>
    </li>
  );
}

function Difference({ one, title }: { one: ShadowDifference; title: string }) {
  return (
    <section className="difference">
      <h3>
        {words.kinds[one.kind]}
        {title ? `: ${title}` : null}
      </h3>
      <dl>
        <div>
          <dt>{words.live}</dt>
          <dd>{one.kind === 'due' ? instantOf(String(one.live)) : shown(one.live)}</dd>
        </div>
        <div>
          <dt>{words.beside}</dt>
          <dd>{one.kind === 'due' ? instantOf(String(one.shadow)) : shown(one.shadow)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Calls({ calls, titleOf }: { calls: ShadowCall[]; titleOf: (node: string) => string }) {
  return (
    <section className="shadow-calls">
      <h3>{words.calls(calls.length)}</h3>
      <ul>
        {calls.map(({ node, calls: asked, source }) => (
          <li key={node + JSON.stringify(asked)}>
            <strong>{titleOf(node)}</strong> <span className="quiet">{words.sources[source]}</span>
            {asked.length === 0 ? <p className="quiet">{words.noCall}</p> : null}
            {asked.map(({ method, target, body }) => (
              <pre key={`${method} ${target} ${shown(body)}`}>{`${method} ${target}${body === undefined ? '' : `\n${shown(body)}`}`}</pre>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
