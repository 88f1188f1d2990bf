import './environments.css';
import { useEnvironments } from '../api/environments.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { Bindings } from './Bindings.tsx';
import { EnvironmentCard } from './EnvironmentCard.tsx';
import { MakeEnvironment } from './MakeEnvironment.tsx';

const words = en.environments;

/** The environments of the hub, and what each slot means in each. */
export function EnvironmentsPage() {
  useCrumbs([{ name: words.settings, to: '/settings/environments' }, { name: words.title }]);
  const environments = useEnvironments();
  const isAdmin = useMe().data?.role === 'admin';
  return (
    <div className="page environments-page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <div className="push">{isAdmin && environments.data ? <MakeEnvironment known={environments.data} /> : null}</div>
      </div>
      <p className="quiet">{words.lead}</p>
      {environments.isPending ? (
        <Bones />
      ) : environments.isError ? (
        <PanelError title={words.failed} error={environments.error} onAgain={() => void environments.refetch()} />
      ) : (
        <>
          <ul className="environment-cards" aria-label={words.list}>
            {environments.data.map((one) => (
              <EnvironmentCard key={one.name} environment={one} />
            ))}
          </ul>
          {environments.data.length === 1 ? <p className="hint">{words.onlyTest}</p> : null}
          {isAdmin ? <Bindings environments={environments.data} /> : <p className="hint">{words.onlyAdmin}</p>}
        </>
      )}
    </div>
  );
}
