/** The event track: what happened and what comes, as points in their order, not to scale. */
import type { TryAnswer, TryMoment } from '../../server/http/api.ts';
import { spanOf } from '../show/moment.ts';
import { tryWords as words } from '../text/en/try.ts';

export interface TrackPoint {
  key: string;
  words: string;
  /** "+30 min", "at once, next": how far from the start, and whether it is now or next. */
  when: string;
  at: string;
  node: string | undefined;
  state: 'past' | 'now' | 'next' | 'later';
  kind: TryMoment['kind'];
}

export function trackPoints({ at, past, coming }: Pick<TryAnswer, 'at' | 'past' | 'coming'>, startDay: (at: string) => string): TrackPoint[] {
  const all = [...past, ...coming];
  return all.map((moment, index): TrackPoint => {
    const state = index < past.length - 1 ? 'past' : index === past.length - 1 ? 'now' : index === past.length ? 'next' : 'later';
    const before = all[index - 1]?.at ?? at;
    const far = Date.parse(moment.at) - Date.parse(at);
    const when = index === 0 ? startDay(moment.at) : moment.at === before ? words.atOnce : `+${spanOf(far)}`;
    const mark = state === 'now' && index > 0 ? words.now : state === 'next' ? words.next : undefined;
    return { key: `${index}`, words: moment.words, when: mark ? `${when}, ${mark}` : when, at: moment.at, node: moment.node, state, kind: moment.kind };
  });
}

/** The next event in words, and how far away it is; nothing where none comes by itself. */
export function nextEvent({ now, coming }: Pick<TryAnswer, 'now' | 'coming'>): { words: string; away: number } | undefined {
  const [first] = coming;
  return first && { words: first.words.charAt(0).toLowerCase() + first.words.slice(1), away: Math.max(0, Date.parse(first.at) - Date.parse(now)) };
}
