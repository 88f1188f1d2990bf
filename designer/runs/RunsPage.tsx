import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowUp, Play } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { readAllRuns } from '../api/runs.ts';
import { useMe } from '../api/session.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { CsvButton } from '../show/CsvButton.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { BulkBar } from './BulkBar.tsx';
import { csvOf } from './csv.ts';
import { ErrorGroups, LargestGroup } from './ErrorGroups.tsx';
import { FilterBar } from './FilterBar.tsx';
import type { RunSearch } from './filter.ts';
import { NoneFits } from './NoneFits.tsx';
import { RunTable } from './RunTable.tsx';
import './runs.css';
import { useRunList } from './use-run-list.ts';
import { useSelection } from './use-selection.ts';
import { Views } from './Views.tsx';

const route = getRouteApi('/runs');

/** Every run, found by what one knows of it, followed while it moves, and acted on by the hundred. */
export function RunsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const demo = useMe().data?.demo ?? false;
  const { ask, list, rows, news, startOver } = useRunList(search);
  const selection = useSelection(rows);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const change = (next: RunSearch) => void navigate({ search: next });
  const view = search.status && search.status !== 'canceled' ? en.runs.views[search.status] : undefined;
  useCrumbs(view ? [{ name: en.runs.title, to: '/runs' }, { name: view }] : [{ name: en.runs.title }]);
  const empty = list.isSuccess && rows.length === 0;
  useEffect(() => {
    if (empty && news > 0) void startOver();
  }, [empty, news, startOver]);
  const filtered = Object.keys(search).length > 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{en.runs.title}</h1>
        {list.isSuccess ? <span className="quiet num">{en.runs.loaded(rows.length, hasNextPage)}</span> : null}
        <div className="push">
          <CsvButton name="runs" read={async (told) => csvOf(await readAllRuns(ask, told))} words={en.runs} />
        </div>
      </div>
      <Views search={search} />
      <FilterBar search={search} onChange={change} />
      <LargestGroup search={search} />
      <div className="runs-body">
        <section className="card runs-card">
          {news > 0 && rows.length > 0 ? (
            <Button className="news" size="xs" variant="filled" leftSection={<ArrowUp size={14} />} title={en.runs.newsHint} onClick={() => void startOver()}>
              {en.runs.news(news)}
            </Button>
          ) : null}
          {list.isPending ? (
            <Bones rows={14} />
          ) : list.isError && rows.length === 0 ? (
            <PanelError title={en.runs.failed} error={list.error} onAgain={() => void list.refetch()} />
          ) : rows.length > 0 ? (
            <RunTable
              oneFlow={search.flow !== undefined}
              key={JSON.stringify(ask)}
              name={JSON.stringify(ask)}
              rows={rows}
              selection={selection}
              onEnd={onEnd}
              more={hasNextPage}
            />
          ) : search.status === 'parked' && Object.keys(search).every((field) => field === 'status' || field === 'flow') ? (
            <Empty kind="good" title={en.runs.groupsNone}>
              {en.runs.groupsNoneText}
            </Empty>
          ) : filtered ? (
            <NoneFits search={search} readAt={list.dataUpdatedAt} onChange={change} />
          ) : (
            <Empty
              kind="first"
              title={en.runs.emptyTitle}
              acts={
                demo ? (
                  <Button component={Link} to="/demo" variant="filled" leftSection={<Play size={14} />}>
                    {en.runs.emptyGo}
                  </Button>
                ) : null
              }
            >
              {en.runs.emptyText}
            </Empty>
          )}
          <BulkBar selection={selection} />
        </section>
        {search.status === undefined || search.status === 'parked' ? <ErrorGroups search={search} /> : null}
      </div>
      <KeyHints keys={en.runs.keys} />
      <p className="hidden-words" role="status">
        {selection.chosen.size > 0 ? en.runs.bulk.selected(selection.chosen.size) : ''}
      </p>
    </div>
  );
}
