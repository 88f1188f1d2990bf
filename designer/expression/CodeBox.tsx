import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, repositionTooltips } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Problem } from '../../server/http/api.ts';
import { codeSetup } from './code-setup.ts';
import type { Known } from './completions.ts';
import { spanOf } from './span-of.ts';

export interface CodeBoxProps {
  text: string;
  onText: (text: string) => void;
  onFocus: () => void;
  label: string;
  placeholder: string;
  known: Known;
  problem: Problem | undefined;
  describedBy: string;
  pointer: string;
}

/** The text of an expression: one line that grows to eight, with colours, completion and a mark where it is wrong. */
export function CodeBox({ text, onText, onFocus, label, placeholder, known, problem, describedBy, pointer }: CodeBoxProps) {
  const place = useRef<HTMLDivElement>(null);
  const behind = useRef<HTMLSpanElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onText, onFocus, known });
  latest.current = { onText, onFocus, known };
  const attributes = useRef(new Compartment());
  const first = useRef(text);

  useEffect(() => {
    const setup = codeSetup({
      label,
      placeholder,
      known: () => latest.current.known,
      onText: (next) => latest.current.onText(next),
      onFocus: () => latest.current.onFocus(),
      onLeave: () => behind.current?.focus(),
    });
    const made = new EditorView({ parent: place.current!, state: EditorState.create({ doc: first.current, extensions: [setup, attributes.current.of([])] }) });
    view.current = made;
    // A bar that appears above moves the text away from its list.
    const moved = new ResizeObserver(() => repositionTooltips(made));
    for (let around: HTMLElement | null = place.current; around; around = around.parentElement) moved.observe(around);
    return () => {
      moved.disconnect();
      first.current = made.state.doc.toString();
      made.destroy();
    };
  }, [label, placeholder]);

  useEffect(() => {
    const shown = view.current;
    const stands = shown?.state.doc.toString();
    // What is typed comes back as the value of the field: only what somebody else wrote is put in.
    if (shown && stands !== text) shown.dispatch({ changes: { from: 0, to: stands!.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const said = EditorView.contentAttributes.of({ 'aria-describedby': describedBy, 'data-pointer': pointer, ...(problem ? { 'aria-invalid': 'true' } : {}) });
    shown.dispatch({ effects: attributes.current.reconfigure(said) });
    const span = problem && spanOf(shown.state.doc.toString(), problem.path);
    shown.dispatch(setDiagnostics(shown.state, span ? [{ ...span, severity: 'error', message: problem.message }] : []));
  }, [problem, describedBy, pointer]);

  return (
    <>
      <div ref={place} className="expr-code" />
      {/* Escape sets the focus here, behind the text, so that Tab goes on from this field. */}
      <span ref={behind} className="expr-behind" tabIndex={-1} />
    </>
  );
}
