import { Select } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../api/session.ts';
import { useEnvironments, useSaveValues, useValues, useValuesUsers, useValuesVersions } from '../api/values.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { tables as words } from '../text/en/tables.ts';
import { ValueLines } from './ValueLines.tsx';
import { VersionTable } from './VersionTable.tsx';
import { Views } from './Views.tsx';
import './tables.css';

/** Values of the environments: what differs between test and production. */
export function ValuesPage() {
  useCrumbs([{ name: words.title, to: '/tables' }, { name: words.values }]);
  const environments = useEnvironments();
  const [chosen, setChosen] = useState<string>();
  const active = environments.data?.find((one) => one.active)?.name;
  const environment = chosen ?? active;
  return (
    <div className="page page-scroll">
      <div className="page-head">
        <h1>{words.values}</h1>
        <Views />
        <div className="push">
          {environments.data && environments.data.length > 1 ? (
            <Select
              aria-label={words.environment}
              data={environments.data.map(({ name, active: isActive }) => ({ value: name, label: isActive ? `${name}, ${words.active}` : name }))}
              value={environment ?? null}
              allowDeselect={false}
              onChange={(next) => setChosen(next ?? undefined)}
            />
          ) : null}
        </div>
      </div>
      {environments.isError ? (
        <section className="card">
          <PanelError title={words.valuesFailed} error={environments.error} onAgain={() => void environments.refetch()} />
        </section>
      ) : environment === undefined ? (
        <section className="card">
          <Bones rows={4} />
        </section>
      ) : (
        <OfEnvironment key={environment} environment={environment} />
      )}
    </div>
  );
}

function OfEnvironment({ environment }: { environment: string }) {
  const values = useValues(environment);
  const users = useValuesUsers(environment);
  const readOnly = useMe().data?.role !== 'admin';
  if (values.isPending)
    return (
      <section className="card">
        <Bones rows={4} />
      </section>
    );
  if (values.isError)
    return (
      <section className="card">
        <PanelError title={words.valuesFailed} error={values.error} onAgain={() => void values.refetch()} />
      </section>
    );
  return (
    <>
      <section className="card value-card">
        <p className="value-lead">
          {words.valuesLead(environment)} {readOnly ? words.onlyAdmin : ''}
        </p>
        <ValueLines key={values.data.rev} given={values.data} users={users.data ?? []} readOnly={readOnly} />
      </section>
      {values.data.version === undefined ? null : <Former environment={environment} rev={values.data.rev} newest={values.data.version} readOnly={readOnly} />}
    </>
  );
}

function Former({ environment, rev, newest, readOnly }: { environment: string; rev: number; newest: number; readOnly: boolean }) {
  const versions = useValuesVersions(environment);
  const save = useSaveValues(environment);
  return (
    <section className="card value-versions">
      <div className="card-head">
        <h2>{words.tabs.versions}</h2>
      </div>
      {versions.isPending ? (
        <Bones rows={2} />
      ) : versions.isError ? (
        <PanelError title={words.versionsFailed} error={versions.error} onAgain={() => void versions.refetch()} />
      ) : (
        <VersionTable
          rows={versions.data.map(({ values, ...version }) => ({ ...version, size: values }))}
          newest={newest}
          readOnly={readOnly}
          sizeName={words.valuesHead}
          busy={save.isPending}
          onPutBack={(putBack, message, done) =>
            save.mutate(
              { rev, message, putBack },
              {
                onSuccess: ({ version }) => {
                  done();
                  say(words.didPutBack(version ?? 0));
                },
                onError: sayRefused,
              },
            )
          }
        />
      )}
    </section>
  );
}
