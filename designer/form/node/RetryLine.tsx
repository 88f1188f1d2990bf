import { Select, TextInput } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { words as shortLength } from '../../../flows/duration.ts';
import type { FlowNode, Retry } from '../../../flows/flow.ts';
import type { Flow, Json, Problem } from '../../../server/http/api.ts';
import { setNode } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { readDuration } from '../duration-text.ts';
import { retrySum, roughSpan, standardRetry } from '../retry-sum.ts';
import { useTyped } from '../typed.ts';
import { ProblemLines } from './ProblemLines.tsx';

const { retry: said } = words;

/** How often a step is tried and how long it waits, as a sentence with what it comes to. */
export function RetryLine({ id, node, flow, title, problems }: { id: string; node: FlowNode; flow: Flow; title: string; problems: readonly Problem[] }) {
  const editor = useEditor();
  const held = { ...standardRetry, ...node.retry };
  const change = (next: Partial<Retry>, field: string) =>
    editor.edit(words.edit.retry(title), (now) => setNode(now, id, { retry: trimmed({ attempts: held.attempts, ...node.retry, ...next }) }), {
      field: `/nodes/${id}/retry/${field}`,
    });
  const wired = flow.edges.filter(({ from }) => from === `${id}.error`).map(({ to }) => flow.nodes[to]?.title ?? to);
  return (
    <section className="form-part" data-pointer={`/nodes/${id}/retry`} aria-label={said.title}>
      <div className="form-part-head">
        <RefreshCw size={15} aria-hidden />
        <h3>{said.title}</h3>
        {node.retry === undefined ? (
          <span className="form-kind">{said.standard}</span>
        ) : (
          <button type="button" className="form-fix push" onClick={() => editor.edit(words.edit.retry(title), (now) => setNode(now, id, { retry: undefined }))}>
            {said.toStandard}
          </button>
        )}
      </div>
      <div className="form-sentence">
        {said.try}
        <Inline
          id={`${id}-attempts`}
          pointer={`/nodes/${id}/retry/attempts`}
          label={said.attempts}
          value={held.attempts}
          say={String}
          read={readAttempts}
          onChange={(next) => change({ attempts: Number(next) }, 'attempts')}
        />
        {said.times}
        <Length
          id={`${id}-delay`}
          pointer={`/nodes/${id}/retry/delay`}
          label={said.delay}
          value={held.delay}
          onChange={(next) => change({ delay: next ?? standardRetry.delay }, 'delay')}
        />
        {said.grows}
        <Select
          aria-label={said.growth}
          className="form-inline-choice"
          allowDeselect={false}
          data={[
            { value: 'exponential', label: said.double },
            { value: 'fixed', label: said.same },
          ]}
          value={held.backoff}
          onChange={(next) => change({ backoff: next === 'fixed' ? 'fixed' : 'exponential' }, 'backoff')}
        />
        {held.backoff === 'exponential' ? (
          <>
            {said.at}
            <Length
              id={`${id}-max`}
              pointer={`/nodes/${id}/retry/max`}
              label={said.max}
              value={held.max}
              onChange={(next) => change({ max: next ?? standardRetry.max }, 'max')}
            />
          </>
        ) : null}
        {said.noAnswer}
        <Length
          id={`${id}-timeout`}
          pointer={`/nodes/${id}/timeout`}
          label={said.timeout}
          value={node.timeout}
          standard="PT30S"
          onChange={(next) => editor.edit(words.edit.timeout(title), (now) => setNode(now, id, { timeout: next }), { field: `/nodes/${id}/timeout` })}
        />
        {said.fails}
      </div>
      <p className="form-words">
        {held.attempts <= 1 ? said.once : said.sum(held.attempts, roughSpan(retrySum(node.retry)))} <b>{said.errorPort}</b>
        {wired.length > 0 ? `, ${said.ifWired(wired.join(', '))}` : ` ${said.ifConnected}`}
      </p>
      {retrySum(node.retry) > 86_400_000 ? <p className="form-words">{said.keyLost(roughSpan(retrySum(node.retry)))}</p> : null}
      <ProblemLines problems={problems} />
    </section>
  );
}

/** What says the same as the standard is not written. */
const trimmed = (retry: Retry): Retry | undefined => {
  const own = Object.fromEntries(
    Object.entries(retry).filter(([name, value]) => name === 'attempts' || value !== standardRetry[name as keyof Retry]),
  ) as unknown as Retry; // attempts stays
  return Object.keys(own).length === 1 && own.attempts === standardRetry.attempts ? undefined : own;
};

const readAttempts = (text: string) => (/^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 20 ? { value: Number(text) } : undefined);
const readLength = (text: string) => {
  if (text.trim() === '') return { value: undefined };
  const iso = readDuration(text);
  return iso === undefined ? undefined : { value: iso };
};

function Length({
  standard,
  ...props
}: {
  id: string;
  pointer: string;
  label: string;
  value: string | undefined;
  standard?: string;
  onChange: (iso: string | undefined) => void;
}) {
  return (
    <Inline
      {...props}
      placeholder={standard === undefined ? '' : shortLength(standard)}
      say={(value) => (typeof value === 'string' ? shortOf(value) : '')}
      read={readLength}
      onChange={(next) => props.onChange(typeof next === 'string' ? next : undefined)}
    />
  );
}

const shortOf = (iso: string): string => (readDuration(iso) === undefined ? iso : shortLength(iso));

interface InlineProps {
  id: string;
  pointer: string;
  label: string;
  value: Json | undefined;
  placeholder?: string;
  say: (value: Json | undefined) => string;
  read: (text: string) => { value: Json | undefined } | undefined;
  onChange: (value: Json | undefined) => void;
}

/** An input inside a sentence. */
function Inline({ id, pointer, label, value, placeholder = '', say, read, onChange }: InlineProps) {
  const typed = useTyped(value, say, read, onChange);
  return (
    <TextInput
      id={id}
      wrapperProps={{ 'data-pointer': pointer }}
      aria-label={label}
      className="form-inline"
      value={typed.text}
      placeholder={placeholder}
      error={typed.isBroken}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.settle}
    />
  );
}
