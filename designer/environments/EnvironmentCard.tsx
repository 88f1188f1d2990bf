import type { EnvironmentInfo } from '../../server/http/api.ts';
import { addressIn } from '../api/here.ts';
import { Square } from '../shell/Environment.tsx';
import { en } from '../text/en.ts';

const words = en.environments;

/** One environment: whether its orders are real, and where its messages come in. */
export function EnvironmentCard({ environment: { name, title, kind, color, active } }: { environment: EnvironmentInfo }) {
  return (
    <li className="card environment-card" id={name}>
      <h2>
        <Square color={color} />
        {title} {active ? <span className="tag">{words.own}</span> : null}
      </h2>
      <p>{kind === 'production' ? words.real : words.trial}</p>
      <p className="hint">
        {words.comesIn} <span className="mono">{active ? '/in/…' : `/in/${name}/…`}</span>
      </p>
      <a href={addressIn('/flows', active ? undefined : name)}>{words.open(title)}</a>
    </li>
  );
}
