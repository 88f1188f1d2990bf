import './shadow.css';
import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ShadowReport, ShadowTotals } from '../../server/http/api.ts';
import { useFlow } from '../api/flow.ts';
import { useMe } from '../api/session.ts';
import { useShadowReport } from '../api/shadow.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { shadow as words } from '../text/en/shadow.ts';
import { en } from '../text/en.ts';
import { PairRow } from './PairRow.tsx';
import { PointDialog } from './PointDialog.tsx';

const kinds = ['path', 'due', 'made', 'not-made', 'body', 'error', 'money'] as const;
const states = ['same', 'differs', 'open', 'missing'] as const;

/** What a version beside the live one would have done, order by order. */
export function ShadowPage() {
  const { flowId } = useParams({ from: '/flows/$flowId/shadow' });
  const report = useShadowReport(flowId);
  const [first] = report.data?.pages ?? [];
  useCrumbs([{ name: en.nav.flows, to: '/flows' }, { name: first?.title ?? flowId, to: `/flows/${flowId}` }, { name: words.title }]);
  if (report.isError && !first) return <PanelError title={words.failed} error={report.error} onAgain={() => void report.refetch()} />;
  if (!first) return <Bones />;
  return (
    <div className="page shadow-page">
      <Head report={first} />
      {first.totals.runs === 0 ? <Nothing report={first} /> : <Totals totals={first.totals} />}
      <Pairs flowId={flowId} pages={report.data?.pages ?? []} />
      {report.hasNextPage ? (
        <Button loading={report.isFetchingNextPage} onClick={() => void report.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </div>
  );
}

function Head({ report: { flow, title, live, shadow, totals } }: { report: ShadowReport }) {
  const isAdmin = useMe().data?.role === 'admin';
  const [act, setAct] = useState<'begin' | 'end'>();
  return (
    <>
      <div className="page-head">
        <h1>{shadow ? words.head(shadow.number, live?.number) : words.title}</h1>
        <span className="quiet">{words.sum(totals.runs, totals.kinds.path)}</span>
        {isAdmin && live ? (
          <div className="push shadow-acts">
            {shadow ? <Button onClick={() => setAct('end')}>{words.end}</Button> : null}
            <Button onClick={() => setAct('begin')}>{words.begin}</Button>
          </div>
        ) : null}
      </div>
      {shadow ? (
        <p className="quiet">
          {words.lead} {words.by(shadow.by, shadow.message)}
        </p>
      ) : null}
      {act ? <PointDialog flowId={flow} title={title} act={act} onClose={() => setAct(undefined)} /> : null}
    </>
  );
}

function Nothing({ report: { shadow } }: { report: ShadowReport }) {
  return (
    <Empty kind="first" title={shadow ? words.emptyTitle : words.noneTitle}>
      {shadow ? words.emptyText : words.noneText}
    </Empty>
  );
}

function Totals({ totals }: { totals: ShadowTotals }) {
  return (
    <section className="card shadow-totals" aria-label={words.totals}>
      <ul>
        {states.map((state) => (
          <li key={state}>
            <strong className="num">{totals[state].toLocaleString('en')}</strong> {words.counts[state]}
          </li>
        ))}
      </ul>
      <ul>
        {kinds
          .filter((kind) => totals.kinds[kind] > 0)
          .map((kind) => (
            <li key={kind}>
              <strong className="num">{totals.kinds[kind].toLocaleString('en')}</strong> {words.kinds[kind]}
            </li>
          ))}
      </ul>
      {totals.complete ? null : <p className="quiet">{words.first(totals.runs)}</p>}
    </section>
  );
}

function Pairs({ flowId, pages }: { flowId: string; pages: ShadowReport[] }) {
  const { data } = useFlow(flowId);
  const titleOf = (node: string): string => (data?.flow.nodes[node] ?? data?.deployed?.flow?.nodes[node])?.title ?? node;
  const pairs = pages.flatMap(({ items }) => items);
  if (pairs.length === 0) return null;
  return (
    <ul className="card pairs" aria-label={words.list}>
      {pairs.map((pair) => (
        <PairRow key={pair.live.id} pair={pair} titleOf={titleOf} />
      ))}
    </ul>
  );
}
