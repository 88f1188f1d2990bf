import { useMemo, useRef, useState } from 'react';
import { Lines } from './Lines.tsx';
import { SourcePane } from './SourcePane.tsx';
import { flatten, type SourceNode } from './source-tree.ts';
import { TargetPane } from './TargetPane.tsx';
import { fitsText, indexOfShown, openAtFirst, shownNodes } from './tree-rows.ts';
import { type Mapping, unusedIn } from './use-mapping.ts';
import { useScrollTop } from './use-scroll-top.ts';

/** Left, right, and the lines between what is in view. */
export function Panes({ mapping, title, keyExpression }: { mapping: Mapping; title: string; keyExpression: string | undefined }) {
  const { tree, rows, lines, selected, warnings } = mapping;
  const [filter, setFilter] = useState('');
  const [onlyUnused, setOnlyUnused] = useState(false);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const used = useMemo(() => new Set([...lines.values()].flat().map(({ key }) => key)), [lines]);
  const [usedAtFirst] = useState(used);
  const atFirst = useMemo(() => openAtFirst(flatten(tree), usedAtFirst), [tree, usedAtFirst]);
  const isOpen = ({ key }: SourceNode): boolean => atFirst.has(key) !== toggled.has(key);
  const unused = useMemo(() => unusedIn({ tree, lines }), [tree, lines]);
  const text = filter.trim().toLowerCase();
  const fits = text !== '' ? fitsText(text) : onlyUnused ? ({ key }: SourceNode) => unused.has(key) : undefined;
  const shown = shownNodes(tree, isOpen, fits);
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const [leftTop, rightTop] = [useScrollTop(left), useScrollTop(right)];
  const warned = new Set(warnings.map(({ row }) => row.key));
  const drawn = rows.flatMap((row, to) =>
    (lines.get(row.key) ?? []).map((node) => ({
      from: indexOfShown(shown, node.key),
      to,
      tone: warned.has(row.key) ? ('waiting' as const) : row.key === selected?.key ? ('primary' as const) : ('edge' as const),
    })),
  );
  const toggle = ({ key }: SourceNode): void => setToggled((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  return (
    <div className="mapping-panes">
      <SourcePane
        mapping={mapping}
        shown={shown}
        used={used}
        isOpen={(node) => fits !== undefined || isOpen(node)}
        toggle={toggle}
        filter={filter}
        setFilter={setFilter}
        unused={unused.size}
        onlyUnused={onlyUnused}
        setOnlyUnused={setOnlyUnused}
        scroll={left}
      />
      <Lines lines={drawn} leftTop={leftTop} rightTop={rightTop} />
      <TargetPane mapping={mapping} title={title} keyExpression={keyExpression} warned={warned} scroll={right} />
    </div>
  );
}
