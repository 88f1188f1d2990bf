import { useMemo } from 'react';
import type { RunInfo } from '../../server/http/api.ts';
import { useRunNews } from '../api/live.ts';
import { useNewestRuns, useRuns, useStartOver } from '../api/runs.ts';
import { askOf, type RunSearch } from './filter.ts';
import { countNew, freshen } from './live-rows.ts';

const none: RunInfo[] = [];

/** Runs that fit, as they look now, and how many came since the list was read. */
export function useRunList(search: RunSearch) {
  const asked = JSON.stringify(search);
  const ask = useMemo(() => askOf(JSON.parse(asked) as RunSearch, Date.now()), [asked]); // what we stringified above
  const list = useRuns(ask);
  const newest = useNewestRuns(ask, list.isSuccess).data?.items ?? none;
  const heard = useRunNews();
  const startOver = useStartOver(ask);
  const pages = list.data?.pages;
  const rows = useMemo(() => {
    const again = new Map(newest.map((run) => [run.id, run]));
    return pages?.flatMap((page) => freshen(page.items, again, heard, page.readAt)) ?? none;
  }, [pages, newest, heard]);
  const news = useMemo(() => countNew(new Set(rows.map((run) => run.id)), newest), [rows, newest]);
  return { ask, list, rows, news, startOver };
}
