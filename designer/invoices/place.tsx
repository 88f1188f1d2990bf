import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import type { EinvoiceViewFinding } from '../../server/http/api.ts';

export interface MarksValue {
  /** Pointer of the place that is chosen. */
  at: string | undefined;
  /** Pointer → how serious what stands there is. */
  marks: ReadonlyMap<string, EinvoiceViewFinding['severity']>;
  /** Pointers whose line is known. */
  known: Readonly<Record<string, number>>;
  pick: (pointer: string) => void;
}

const Context = createContext<MarksValue>({ at: undefined, marks: new Map(), known: {}, pick: () => undefined });
export const Marks = Context.Provider;

/** The worst finding of each place. */
export function marksOf(findings: readonly EinvoiceViewFinding[]): MarksValue['marks'] {
  const marks = new Map<string, EinvoiceViewFinding['severity']>();
  for (const { at, severity } of findings) if (at !== undefined && marks.get(at) !== 'fatal') marks.set(at, severity);
  return marks;
}

/** A value of the invoice at its place: marked where something is wrong, scrolled to when it is chosen, and a click shows its line. */
export function At({ to, children }: { to: string; children: ReactNode }) {
  const { at, marks, known, pick } = useContext(Context);
  const own = useRef<HTMLSpanElement>(null);
  const isChosen = at === to;
  useEffect(() => {
    if (isChosen) own.current?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [isChosen]);
  if (children === undefined || children === null || children === '') return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the list of findings leads to the same places by keyboard
    <span ref={own} className="at" data-mark={marks.get(to)} data-chosen={isChosen || undefined} onClick={() => to in known && pick(to)}>
      {children}
    </span>
  );
}
