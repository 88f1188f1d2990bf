import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Play, Plus } from 'lucide-react';
import { useFlows } from '../api/flows.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { gallery } from '../text/en/gallery.ts';
import { en } from '../text/en.ts';
import { Begin } from './Begin.tsx';
import { FlowCard } from './FlowCard.tsx';
import './flows.css';

/** Every flow with what stands in it now. */
export function FlowsPage() {
  useCrumbs([{ name: en.flows.title }]);
  const flows = useFlows();
  const me = useMe().data;
  const items = flows.data ?? [];
  const untouched = items.length > 0 && items.every((flow) => flow.completed24h + flow.open.running + flow.open.waiting + flow.open.parked === 0);
  return (
    <div className="page page-scroll">
      <div className="page-head">
        <h1>{en.flows.title}</h1>
        {flows.data ? <span className="quiet">{en.flows.count(items.length)}</span> : null}
        <div className="push">
          {me?.demo && !untouched && items.length > 0 ? (
            <Button component={Link} to="/demo" leftSection={<Play size={14} />}>
              {en.flows.firstGo}
            </Button>
          ) : null}
          {me?.role === 'admin' ? (
            <Button component={Link} to="/flows/new" leftSection={<Plus size={14} />}>
              {gallery.first.newFlow}
            </Button>
          ) : null}
        </div>
      </div>
      {me?.demo && untouched ? (
        <section className="card first">
          <div>
            <h1>{en.flows.firstTitle}</h1>
            <p>{en.flows.firstText}</p>
          </div>
          <Button component={Link} to="/demo" variant="filled" size="md" rightSection={<ArrowRight size={16} />}>
            {en.flows.firstGo}
          </Button>
        </section>
      ) : null}
      {flows.isPending ? (
        <div className="card">
          <Bones rows={4} />
        </div>
      ) : flows.isError ? (
        <div className="card">
          <PanelError title={en.flows.failed} error={flows.error} onAgain={() => void flows.refetch()} />
        </div>
      ) : items.length === 0 ? (
        <Begin />
      ) : (
        <ul className="flow-list">
          {items.map((flow) => (
            <FlowCard key={flow.id} flow={flow} />
          ))}
        </ul>
      )}
    </div>
  );
}
