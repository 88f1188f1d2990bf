import { Link } from '@tanstack/react-router';
import { Clock } from 'lucide-react';
import type { ConnectionHealth, ConnectionInfo } from '../../server/http/api.ts';
import { dayOf, spanOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { endsSoon } from './figures.ts';

const words = en.connectors.health;

/** Secrets that end within ninety days, soonest first; nothing where none does. */
export function EndsSoon({ connections, health }: { connections: ConnectionInfo[]; health: ConnectionHealth[] }) {
  const now = useNow(60_000);
  const ends = endsSoon(health, now);
  if (ends.length === 0) return null;
  return (
    <section className="card" aria-label={words.endsSoon}>
      <div className="card-head">
        <h2>{words.endsSoon}</h2>
      </div>
      <ul className="side-list ends-soon">
        {ends.map(({ id, what, at }) => (
          <li key={`${id} ${what}`}>
            <span className="status">
              <Clock size={15} aria-hidden />
              <Link to="/connectors/$connectionId" params={{ connectionId: id }}>
                {connections.find((one) => one.id === id)?.title ?? id}
              </Link>
              {what}
            </span>
            <span className="num quiet">{Date.parse(at) <= now ? words.hasEnded(dayOf(at)) : words.endsIn(dayOf(at), spanOf(Date.parse(at) - now))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
