import { Button } from '@mantine/core';
import { Clock, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TryAnswer } from '../../server/http/api.ts';
import { dayOf, instantOf, spanOf } from '../show/moment.ts';
import { tryWords as words } from '../text/en/try.ts';
import { nextEvent, trackPoints } from './track-points.ts';
import type { Trial } from './use-try.ts';
import { virtualClock } from './virtual-moment.ts';

interface EventTrackProps {
  trial: Trial;
  answer: TryAnswer;
  onSelect: (node: string | undefined) => void;
}

/** The virtual clock: where it stands, what happened and what comes, and the jump to the next event. */
export function EventTrack({ trial, answer, onSelect }: EventTrackProps) {
  const points = trackPoints(answer, dayOf);
  const next = nextEvent(answer);
  const gone = Date.parse(answer.now) - Date.parse(answer.at);
  const took = `${(answer.ms / 1000).toFixed(2)} s`;
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the track follows the clock
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[data-state="now"]');
    if (here && list.current) list.current.scrollLeft = here.offsetLeft - list.current.clientWidth / 2;
  }, [answer.now, points.length]);
  return (
    <section className="try-track" aria-label={words.track}>
      <div className="try-clock">
        <Clock size={15} aria-hidden />
        <time dateTime={answer.now} title={instantOf(answer.now)}>
          {virtualClock(answer.now)}
        </time>
        <span className="try-clock-since">{gone === 0 ? words.atStart(took) : words.since(spanOf(gone), took)}</span>
        <button
          type="button"
          className="flow-bar-icon"
          aria-label={words.back}
          title={words.back}
          disabled={trial.state.moves.length === 0}
          onClick={trial.back}
        >
          <SkipBack size={16} aria-hidden />
        </button>
        <Button
          variant="filled"
          className="try-jump"
          leftSection={<SkipForward size={15} aria-hidden />}
          rightSection={<kbd aria-hidden>.</kbd>}
          disabled={!next}
          onClick={trial.jump}
        >
          <span className="cut">{!next ? words.nothingComes : next.away === 0 ? words.jumpNow(next.words) : words.jump(next.words, spanOf(next.away))}</span>
        </Button>
        <Button className="try-end" disabled={!next} onClick={() => trial.move({ do: 'end' })}>
          {words.toEnd}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <ol className="try-points" ref={list} tabIndex={0} aria-label={words.track}>
        {points.map(({ key, words: said, when, at, node, state, kind }) => (
          <li key={key} data-state={state} data-kind={kind} aria-current={state === 'now' ? 'step' : undefined}>
            <i aria-hidden />
            <button type="button" disabled={node === undefined} title={`${said}, ${instantOf(at)}`} onClick={() => onSelect(node)}>
              <b className="cut">{said}</b>
              <span>{when}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="hidden-words" aria-live="polite">
        {points.find(({ state }) => state === 'now')?.words}
      </p>
    </section>
  );
}
