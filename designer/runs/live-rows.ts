import type { RunInfo } from '../../server/http/api.ts';
import type { RunNews } from '../api/live.ts';

export interface Heard {
  news: RunNews;
  at: number;
}

/** Rows as they look now, in the order they already have: the newest reading wins, then the latest word on the live line. */
export function freshen(rows: RunInfo[], newest: ReadonlyMap<string, RunInfo>, heard: ReadonlyMap<string, Heard>, readAt: number): RunInfo[] {
  return rows.map((row) => {
    const again = newest.get(row.id);
    if (again && again.updatedAt >= row.updatedAt) return again;
    const word = heard.get(row.id);
    if (!word || word.at < readAt) return row;
    const titles = new Map(row.at.map((place) => [place.node, place.title]));
    const { reason, code, ...bare } = row;
    // The reason belongs to standing parked; the live line does not carry a new one.
    const why = word.news.status === 'parked' ? { ...(reason ? { reason } : {}), ...(code ? { code } : {}) } : {};
    return {
      ...bare,
      ...why,
      updatedAt: new Date(word.at).toISOString(),
      status: word.news.status,
      keys: word.news.keys.length > 0 ? word.news.keys : row.keys,
      at: word.news.open.map((node) => ({ node, title: titles.get(node) ?? node })),
    };
  });
}

/** How many of the newest are not in the list yet. */
export const countNew = (known: ReadonlySet<string>, newest: RunInfo[]): number => newest.filter((run) => !known.has(run.id)).length;
