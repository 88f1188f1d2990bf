import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useAutomatic, useMatches } from '../api/money.ts';
import { usePageKeys } from '../keys/page-keys.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { MoneyTabs } from '../money/MoneyTabs.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { matches as words } from '../text/en/matches.ts';
import { money } from '../text/en/money.ts';
import { MatchList, rowId } from './MatchList.tsx';
import './matches.css';
import { PaymentWork } from './PaymentWork.tsx';
import { useUndoing } from './use-undoing.ts';
import { Verdicts } from './Verdicts.tsx';

const route = getRouteApi('/money/matches');

/** Payments that wait for a decision: a list, one payment at a time, and the way on to the next. */
export function MatchesPage() {
  const { payment: asked, state = 'waiting' } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useMatches(state);
  const automatic = useAutomatic();
  useCrumbs([{ name: money.title, to: '/money/matches' }, { name: words.title }]);
  usePageKeys(() => [{ name: words.title, keys: words.allKeys }]);
  const rows = list.data?.items ?? [];
  const place = rows.findIndex(({ id }) => id === asked);
  const current = asked ?? rows[0]?.id;
  /** The last decision of this visit, for Undo. */
  const [last, setLast] = useState<string>();
  const moved = useRef(false);
  const go = (id: string | undefined) =>
    void navigate({ search: { ...(id ? { payment: id } : {}), ...(state === 'allocated' ? { state } : {}) }, replace: true });
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, Math.max(0, place) + by))];
    if (!next) return;
    moved.current = true;
    go(next.id);
  };
  useEffect(() => {
    if (!moved.current || !current) return;
    moved.current = false;
    document.getElementById(rowId(current))?.focus();
  }, [current]);
  const undo = useUndoing((id) => void navigate({ search: { payment: id } }));
  const undone = state === 'allocated' ? current : last;
  const takeBack = () => undone !== undefined && undo.go(undone);
  // Here and not at the payment: the next one may still be on its way.
  useListKeys({ J: () => step(1), K: () => step(-1), U: takeBack, Z: takeBack });
  const onDecided = (id: string) => {
    setLast(id);
    const at = rows.findIndex((row) => row.id === id);
    moved.current = true;
    go((rows[at + 1] ?? rows[at - 1])?.id);
  };
  const counts = list.data?.counts;
  const allocate = () =>
    automatic.mutate(undefined, { onSuccess: ({ allocated, refused }) => say(words.didAutomatic(allocated, refused.length)), onError: sayRefused });
  return (
    <div className="money">
      <MoneyTabs here="matches" />
      <div className="matches" data-chosen={asked !== undefined || undefined}>
        <section className="match-list" aria-label={words.list}>
          <div className="match-head">
            <h1>{words.title}</h1>
            <SegmentedControl
              size="xs"
              aria-label={words.list}
              value={state}
              data={[
                { value: 'waiting', label: `${words.waiting} ${counts?.waiting ?? ''}` },
                { value: 'allocated', label: `${words.allocated} ${counts?.allocated ?? ''}` },
              ]}
              onChange={(next) => void navigate({ search: next === 'allocated' ? { state: 'allocated' } : {} })}
            />
          </div>
          {counts && state === 'waiting' && rows.length > 0 ? (
            <div className="match-counts">
              <Verdicts counts={counts} />
              {counts.automatic > 0 ? (
                <Button size="xs" loading={automatic.isPending} onClick={allocate}>
                  {words.automatic(counts.automatic)}
                </Button>
              ) : null}
            </div>
          ) : null}
          <div className="match-scroll">
            {list.isPending ? (
              <Bones />
            ) : list.isError ? (
              <PanelError title={words.failed} error={list.error} onAgain={() => void list.refetch()} />
            ) : (
              <MatchList rows={rows} state={state} current={current} />
            )}
          </div>
        </section>
        {current !== undefined ? (
          <PaymentWork key={current} id={current} undo={{ ...undo, last }} onDecided={onDecided} />
        ) : list.isSuccess ? (
          <div className="match-none">
            <Nothing state={state} isFirst={counts?.allocated === 0} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function Nothing({ state, isFirst }: { state: 'waiting' | 'allocated'; isFirst: boolean }) {
  if (state === 'allocated') return <Empty kind="first" title={words.noneDecided} />;
  return isFirst ? (
    <Empty
      kind="first"
      title={words.firstTitle}
      acts={
        <Button component={Link} to="/money/statements">
          {words.toFiles}
        </Button>
      }
    >
      {words.firstText}
    </Empty>
  ) : (
    <Empty kind="good" title={words.emptyTitle}>
      {words.emptyText}
    </Empty>
  );
}
