import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DemoState } from '../../server/http/api.ts';
import { ApiError, call } from '../api/client.ts';
import { useConnections } from '../api/connections.ts';
import { useMe } from '../api/session.ts';
import { gallery } from '../text/en/gallery.ts';

const words = gallery.first;

/** Whether the hub can keep what is drawn, and which systems stand behind it. */
export function Wellness() {
  const me = useMe().data;
  const admin = me?.role === 'admin';
  const ready = useQuery({ queryKey: ['ready'], queryFn: ({ signal }) => call<unknown>('/readyz', { signal }), refetchInterval: 10_000, retry: false });
  const demo = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => call<DemoState>('/api/demo', { signal }), enabled: me?.demo === true });
  const real = useConnections(admin).data?.filter(({ connector }) => !connector.startsWith('sandbox_')).length ?? 0;
  const systems = demo.data?.systems ?? [];
  const well = systems.filter(({ mode }) => mode === 'ok').length;
  return (
    <ul className="card wellness" aria-label={words.well}>
      {ready.isError ? (
        <Row state="bad" text={ready.error instanceof ApiError ? ready.error.message : words.notReady} />
      ) : (
        <Row state={ready.data ? 'good' : 'open'} text={words.ready} more={me ? words.version(me.version) : null} />
      )}
      {me?.demo ? (
        <Row
          state={systems.length === 0 ? 'open' : well === systems.length ? 'good' : 'bad'}
          text={words.sandboxes(well, systems.length)}
          more={<span className="num">{words.share(well, systems.length)}</span>}
        />
      ) : (
        <Row state="open" text={words.noSandboxes} />
      )}
      {admin ? (
        <Row
          state={real === 0 ? 'open' : 'good'}
          text={real === 0 ? words.noConnection : words.connections(real)}
          more={<Link to="/connectors">{real === 0 ? words.addConnection : words.see}</Link>}
        />
      ) : null}
    </ul>
  );
}

const icons = { good: CircleCheck, open: CircleDashed, bad: TriangleAlert };

function Row({ state, text, more }: { state: keyof typeof icons; text: string; more?: ReactNode }) {
  const Icon = icons[state];
  return (
    <li data-state={state}>
      <Icon size={16} aria-hidden />
      <span>{text}</span>
      {more ? <span className="wellness-more">{more}</span> : null}
    </li>
  );
}
