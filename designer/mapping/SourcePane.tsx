import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { Fold } from './Fold.tsx';
import { shown as inWords } from './shown.ts';
import type { SourceNode } from './source-tree.ts';
import type { Mapping } from './use-mapping.ts';
import { useRoving } from './use-roving.ts';

export const dragKind = 'application/x-orderloom-field';

interface Props {
  mapping: Mapping;
  shown: readonly SourceNode[];
  used: ReadonlySet<string>;
  isOpen(node: SourceNode): boolean;
  toggle(node: SourceNode): void;
  filter: string;
  setFilter(text: string): void;
  unused: number;
  onlyUnused: boolean;
  setOnlyUnused(only: boolean): void;
  scroll: RefObject<HTMLDivElement | null>;
}

/** What the step may look at, as a tree with the values of the chosen order. */
export function SourcePane({ mapping, shown, used, isOpen, toggle, filter, setFilter, unused, onlyUnused, setOnlyUnused, scroll }: Props) {
  const { picked, pick } = mapping;
  const roving = useRoving(shown.length);
  const depthOf = ({ path }: SourceNode): number => path.filter((name) => name !== '[]').length;
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (roving.onKey(event)) return;
    const index = Number((event.target as HTMLElement).dataset['index']); // rows alone take keys here
    const node = shown[index];
    if (!node) return;
    if (event.key === 'Enter' || event.key === ' ') pick(picked?.key === node.key ? undefined : node);
    else if (event.key === 'Escape' && picked) pick(undefined);
    else if ((event.key === 'ArrowRight' && !isOpen(node)) || (event.key === 'ArrowLeft' && isOpen(node))) {
      if (node.children.length > 0) toggle(node);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="mapping-source" aria-label={words.from}>
      <div className="mapping-pane-head">
        <h3 className="cut">{words.from}</h3>
        <TextInput
          size="xs"
          w={132}
          aria-label={words.filter}
          placeholder={words.filter}
          leftSection={<Search size={13} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <div className="mapping-scroll" ref={scroll}>
        {shown.length === 0 ? <p className="hint mapping-none">{filter === '' ? words.nothingYet : words.noFields}</p> : null}
        <div role="tree" aria-label={words.from} onKeyDown={onKey}>
          {shown.map((node, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of its rows
            <div
              key={node.key}
              role="treeitem"
              aria-level={depthOf(node)}
              aria-selected={picked?.key === node.key}
              {...(node.children.length > 0 ? { 'aria-expanded': isOpen(node) } : {})}
              tabIndex={roving.tabIndex(index)}
              data-index={index}
              data-picked={picked?.key === node.key || undefined}
              className="mapping-row mapping-node"
              style={{ paddingLeft: 14 + (depthOf(node) - 1) * 18 }}
              draggable
              onFocus={() => roving.onFocus(index)}
              onClick={() => pick(picked?.key === node.key ? undefined : node)}
              onDragStart={(event) => {
                event.dataTransfer.setData(dragKind, node.key);
                event.dataTransfer.effectAllowed = 'link';
              }}
            >
              <Fold fold={node.children.length > 0 ? { open: isOpen(node), toggle: () => toggle(node) } : undefined} />
              <span className="mapping-name">{node.title ?? node.name}</span>
              <span className="hint">{kindOf(node)}</span>
              <span className="mapping-example cut">{node.kind === 'list' || node.kind === 'object' ? '' : inWords(node.example)}</span>
              <span className="mapping-dot" data-used={used.has(node.key) || undefined} />
            </div>
          ))}
        </div>
      </div>
      <p className="mapping-foot hint">
        {words.unused(unused)}{' '}
        <button type="button" className="mapping-link" aria-pressed={onlyUnused} onClick={() => setOnlyUnused(!onlyUnused)}>
          {onlyUnused ? words.showAll : words.showUnused}
        </button>
      </p>
    </section>
  );
}

const kindOf = ({ kind, example }: SourceNode): string =>
  kind === 'object' || kind === 'nothing' ? '' : kind === 'list' && Array.isArray(example) ? words.list(example.length) : words.kinds[kind];
