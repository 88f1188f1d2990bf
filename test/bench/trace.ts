/** Reads a browser trace: the longest task of the page's main thread, and its script and layout work per frame. */

export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  args: { name?: string };
}

export interface TraceSummary {
  frames: number;
  longestTask: number;
  workPerFrame: number;
}

const work = new Set([
  'EventDispatch',
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'HitTest',
  'MajorGC',
  'MinorGC',
]);

/** Figures of the busiest renderer main thread, in milliseconds. */
export function readTrace(events: readonly TraceEvent[]): TraceSummary {
  const mains = events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map((event) => `${event.pid}/${event.tid}`);
  const busiest = mains.map((thread) => ({ thread, frames: framesOf(events, thread) })).sort((a, b) => b.frames.length - a.frames.length)[0];
  if (!busiest) return { frames: 0, longestTask: 0, workPerFrame: 0 };
  const own = events.filter((event) => `${event.pid}/${event.tid}` === busiest.thread && event.ph === 'X');
  const longestTask = Math.max(0, ...own.filter((event) => event.name === 'RunTask').map((event) => (event.dur ?? 0) / 1000));
  const spans = own.filter((event) => work.has(event.name)).map((event) => ({ from: event.ts, to: event.ts + (event.dur ?? 0) }));
  const perFrame = busiest.frames.slice(1).map((end, at) => covered(spans, busiest.frames[at]!, end) / 1000);
  return { frames: busiest.frames.length, longestTask, workPerFrame: median(perFrame) };
}

const framesOf = (events: readonly TraceEvent[], thread: string): number[] =>
  events
    .filter((event) => event.name === 'BeginMainThreadFrame' && `${event.pid}/${event.tid}` === thread)
    .map((event) => event.ts)
    .sort((a, b) => a - b);

/** Length of the union of spans inside a window: nested events count once. */
function covered(spans: readonly { from: number; to: number }[], from: number, to: number): number {
  let sum = 0;
  let reached = from;
  for (const span of spans.filter((one) => one.to > from && one.from < to).sort((a, b) => a.from - b.from)) {
    const start = Math.max(span.from, reached);
    const end = Math.min(span.to, to);
    if (end > start) {
      sum += end - start;
      reached = end;
    }
  }
  return sum;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
