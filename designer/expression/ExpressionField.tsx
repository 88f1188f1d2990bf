import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { isExpr } from '../../flows/flow.ts';
import type { Flow, Json, NodeTypeInfo } from '../../server/http/api.ts';
import { useEnvHere } from '../api/expressions.ts';
import { useTables } from '../api/tables.ts';
import { expression as words } from '../text/en/expression.ts';
import { CodeBox } from './CodeBox.tsx';
import type { Known } from './completions.ts';
import { drawnFor } from './drawn-for.ts';
import { OverRunsLine } from './OverRunsLine.tsx';
import { visibleTo } from './upstream.ts';
import { useExample } from './use-example.ts';
import { useValue } from './use-value.ts';
import { ValueLine } from './ValueLine.tsx';
import './expression.css';

export interface ExpressionFieldProps {
  /** An expression, or a fixed value, shown as the literal it is. */
  value: Json | undefined;
  onChange: (value: Json) => void;
  /** The node in whose config it stands. */
  node: string;
  /** JSON pointer of the field in the drawing: where a problem leads to. */
  path: string;
  label: string;
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  /** Further words for screen readers, by id. */
  describedBy?: string;
}

/** An expression with completion, its mistakes at their place, and what it gives on the pinned sample. Loaded lazily: it brings the editor. */
export default function ExpressionField({ value, onChange, node, path, label, flow, nodeTypes, describedBy }: ExpressionFieldProps) {
  const id = useId();
  const stands = textOf(value);
  const [text, setText] = useState(stands);
  const told = useRef(stands);
  useEffect(() => {
    // A value that is not what was typed here last came from elsewhere: an undo, a merge.
    if (stands !== told.current) setText(stands);
    told.current = stands;
  }, [stands]);

  const [isLookedAt, setLookedAt] = useState(false);
  const example = useExample(flow, node);
  const live = useValue(text, example);
  const known = useKnown(flow, nodeTypes, node, example.data);
  const type = (next: string) => {
    if (next === text) return;
    setText(next);
    told.current = next;
    onChange({ $expr: next });
  };
  return (
    <div className="expr-field" data-wrong={live.kind === 'problem' || undefined}>
      <span className="expr-mark" aria-hidden>
        ƒ
      </span>
      <CodeBox
        text={text}
        onText={type}
        onFocus={() => setLookedAt(true)}
        label={label}
        placeholder={words.placeholder}
        known={known}
        problem={live.kind === 'problem' ? live.problem : undefined}
        describedBy={[describedBy, `${id}-hint`, `${id}-value`].filter((one) => one !== undefined).join(' ')}
        pointer={path}
      />
      <span className="hidden-words" id={`${id}-hint`}>
        {words.hint}
      </span>
      <div className="expr-below" aria-live="polite">
        <ValueLine live={live} example={example} flow={flow} label={label} id={`${id}-value`} />
        {isLookedAt && (live.kind === 'value' || live.kind === 'finds-nothing') ? <OverRunsLine source={text} node={node} flow={flow} /> : null}
      </div>
    </div>
  );
}

const textOf = (value: Json | undefined): string => (isExpr(value) ? value.$expr : value === undefined ? '' : JSON.stringify(value));

/** What completion offers: shapes from the drawing, values from the example, tables and values of the environment. */
function useKnown(flow: Flow, nodeTypes: NodeTypeInfo[], node: string, data: Known['data']): Known {
  const tables = useTables();
  const env = useEnvHere();
  // Typing changes the drawing with every key, and nothing of what may be looked at.
  const drawn = JSON.stringify(drawnFor(flow, node));
  const { schema } = useMemo(() => visibleTo(JSON.parse(drawn) as Flow, nodeTypes, node), [drawn, nodeTypes, node]);
  return { schema, tables: tables.data ?? [], env: env.data ?? {}, ...(data ? { data } : {}) };
}
