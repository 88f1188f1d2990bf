import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { invoices as words } from '../text/en/invoices.ts';

const around = 150;
const longest = 2_000;

/** The document as it was sent, a window of it around the line that is meant. */
export function Source({ source, line, lines }: { source: string | undefined; line: number | undefined; lines: readonly number[] }) {
  const all = useMemo(() => source?.split(/\r\n|\r|\n/) ?? [], [source]);
  const [middle, setMiddle] = useState(1);
  const own = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLElement>(null);
  const wrong = useMemo(() => new Set(lines), [lines]);
  useEffect(() => {
    if (line !== undefined) setMiddle(line);
  }, [line]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window may have moved to hold the line
  useEffect(() => {
    const [row, box] = [own.current, scroll.current];
    if (row && box) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }, [line, middle]);
  const from = Math.max(1, middle - around);
  const to = Math.min(all.length, middle + around);
  return (
    <section className="invoice-source" aria-label={words.source}>
      <div className="card-head">
        <h2>{words.source}</h2>
        {source === undefined ? null : <span className="quiet num">{words.lines(from, to, all.length)}</span>}
        <span className="push">
          {from > 1 ? (
            <Button size="xs" onClick={() => setMiddle(Math.max(1, middle - 2 * around))}>
              {words.earlier}
            </Button>
          ) : null}
          {to < all.length ? (
            <Button size="xs" onClick={() => setMiddle(middle + 2 * around)}>
              {words.later}
            </Button>
          ) : null}
        </span>
      </div>
      {source === undefined ? (
        <p className="card-body hint">{words.noSource}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section className="source-scroll mono" ref={scroll} tabIndex={0} aria-label={words.sourceText}>
          {all.slice(from - 1, to).map((text, at) => {
            const number = from + at;
            return (
              <div
                key={number}
                ref={number === line ? own : null}
                className="source-line"
                data-chosen={number === line || undefined}
                data-wrong={wrong.has(number) || undefined}
              >
                <span className="source-number">{number}</span>
                <code>{text.length > longest ? `${text.slice(0, longest)}…` : text}</code>
              </div>
            );
          })}
        </section>
      )}
    </section>
  );
}
