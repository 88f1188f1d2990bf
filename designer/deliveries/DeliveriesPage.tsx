import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { useCallback } from 'react';
import { readAllDeliveries, useDeliveries, useNewestDeliveries } from '../api/deliveries.ts';
import { without } from '../filters/without.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { CsvButton } from '../show/CsvButton.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { csvOf } from './csv.ts';
import { DeliveryDrawer } from './DeliveryDrawer.tsx';
import { DeliveryFilter } from './DeliveryFilter.tsx';
import { DeliveryTable } from './DeliveryTable.tsx';
import { askOf, isNarrowed } from './filter.ts';
import '../runs/runs.css';
import './deliveries.css';

const route = getRouteApi('/deliveries');

/** Everything that came in, refused messages too: why, when, and what it started. */
export function DeliveriesPage() {
  useCrumbs([{ name: en.deliveries.title }]);
  const search = route.useSearch();
  const { refused = false, id } = search;
  const navigate = route.useNavigate();
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const ask = askOf(search);
  const list = useDeliveries(ask);
  const newest = useNewestDeliveries(ask, list.isSuccess).data?.items ?? [];
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const known = new Set(rows.map((row) => row.id));
  const news = newest.filter((row) => !known.has(row.id)).length;
  const opened = [...rows, ...newest].find((row) => row.id === id);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{en.deliveries.title}</h1>
        <span className="quiet">{list.isSuccess ? en.deliveries.count(rows.length, hasNextPage) : en.deliveries.lead}</span>
        <div className="push">
          <SegmentedControl
            aria-label={en.deliveries.title}
            value={refused ? 'refused' : 'all'}
            data={[
              { value: 'all', label: en.deliveries.all },
              { value: 'refused', label: en.deliveries.refused },
            ]}
            onChange={(next) => void navigate({ search: next === 'refused' ? { ...without(ask, 'refused'), refused: true } : without(ask, 'refused') })}
          />
          <CsvButton name="deliveries" read={async (told) => csvOf(await readAllDeliveries(ask, told))} words={en.deliveries} />
        </div>
      </div>
      <DeliveryFilter search={ask} endpoints={rows.map(({ endpoint }) => endpoint)} onChange={(next) => void navigate({ search: next })} />
      <section className="card deliveries-card">
        {news > 0 && rows.length > 0 ? (
          <Button className="news" size="xs" variant="filled" leftSection={<ArrowUp size={14} />} onClick={() => void list.refetch()}>
            {en.deliveries.news(news)}
          </Button>
        ) : null}
        {list.isPending ? (
          <Bones rows={14} />
        ) : list.isError && rows.length === 0 ? (
          <PanelError title={en.deliveries.failed} error={list.error} onAgain={() => void list.refetch()} />
        ) : rows.length > 0 ? (
          <DeliveryTable rows={rows} narrow={narrow} more={hasNextPage} onEnd={onEnd} onOpen={(next) => void navigate({ search: { ...ask, id: next } })} />
        ) : isNarrowed(ask) ? (
          <Empty
            kind="filter"
            title={en.deliveries.filter.noneTitle}
            acts={<Button onClick={() => void navigate({ search: refused ? { refused: true } : {} })}>{en.deliveries.filter.clear}</Button>}
          >
            {en.deliveries.filter.noneText}
          </Empty>
        ) : refused ? (
          <Empty kind="good" title={en.deliveries.noneRefused}>
            {en.deliveries.noneRefusedText}
          </Empty>
        ) : (
          <Empty kind="first" title={en.deliveries.emptyTitle}>
            {en.deliveries.emptyText}
          </Empty>
        )}
      </section>
      <KeyHints keys={en.deliveries.keys} />
      {opened ? <DeliveryDrawer key={opened.id} delivery={opened} onClose={() => void navigate({ search: ask })} /> : null}
    </div>
  );
}
