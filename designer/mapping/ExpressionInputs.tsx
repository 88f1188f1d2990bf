import { Skeleton, Textarea } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { isExpr } from '../../flows/flow.ts';
import { pointerOf } from '../../flows/pointer.ts';
import type { Json } from '../../server/http/api.ts';
import { mapping as words } from '../text/en/mapping.ts';
import { marksOf } from './marks.ts';
import type { Row } from './rows.ts';
import type { Source } from './source.ts';
import type { Mapping, MappingAsk } from './use-mapping.ts';

const ExpressionField = lazy(() => import('../expression/ExpressionField.tsx'));

/** The field for expressions, with its completion and the value below; it comes with the first field that is chosen. */
export function CodeInput({ mapping, row, ask }: { mapping: Mapping; row: Row; ask: MappingAsk }) {
  const given = row.source?.kind === 'expr' ? { $expr: row.source.text } : undefined;
  const take = (value: Json): void => {
    const text = isExpr(value) ? value.$expr.trim() : '';
    if (isWhole(text)) mapping.set(row, text === '' ? undefined : { kind: 'expr', text });
  };
  return (
    <Suspense fallback={<Skeleton height={32} radius={6} />}>
      <ExpressionField
        value={given}
        onChange={take}
        node={ask.node}
        path={`/nodes/${ask.node}/config${ask.path}${pointerOf([...row.path])}`}
        label={words.expression(row.key)}
        flow={ask.flow}
        nodeTypes={[...ask.nodeTypes]}
      />
    </Suspense>
  );
}

/** For a field inside a list, whose names are those of the item. Keeps what is typed; hands on what holds together, so that the fields around it stay readable. */
export function PlainInput({ mapping, row }: { mapping: Mapping; row: Row }) {
  const given = row.source && row.source.kind !== 'fixed' ? row.source.text : '';
  const [typed, setTyped] = useState({ text: given, sent: given });
  // Changed from elsewhere: a fix, a line, an undo.
  const text = given === typed.sent ? typed.text : given;
  const whole = isWhole(text);
  const take = (next: string): void => {
    const trimmed = next.trim();
    setTyped({ text: next, sent: isWhole(next) ? trimmed : given });
    if (!isWhole(next) || trimmed === given) return;
    const source: Source | undefined =
      trimmed === '' ? undefined : row.source?.kind === 'list' ? { ...row.source, text: trimmed } : { kind: 'expr', text: trimmed };
    mapping.set(row, source);
  };
  return (
    <Textarea
      aria-label={row.source?.kind === 'list' ? words.listExpression(row.key) : words.expression(row.key)}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={text}
      error={whole ? null : words.unbalanced}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

const isWhole = (text: string): boolean => {
  const marks = marksOf(text);
  return marks !== undefined && !marks.some(({ char, depth }) => depth === 0 && (char === ',' || char === ';'));
};
