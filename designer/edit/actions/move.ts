/** Where to look: along the flow, to what is chosen, to the next problem. */
import { toCanvas } from '../../canvas/convert.ts';
import { type Step, walk } from '../../canvas/walk.ts';
import type { Editor } from '../../draft/editor.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import { sayWhich } from '../changes.ts';
import type { Surface } from '../surface.ts';
import { always, hasAny } from './chosen.ts';

export function moveActions(editor: Editor, surface: Surface): Action[] {
  const go = (step: Step) => {
    const { flow, selection } = editor.get();
    const { nodes, edges } = toCanvas(flow, surface.nodeTypes, false);
    const next = walk(nodes, edges, [...selection].at(-1), step);
    if (next === undefined) return;
    editor.select([next]);
    surface.canvas()?.goTo(next);
    editor.say(sayWhich(flow, surface.types, [next]));
  };
  const step = (id: string, name: string, key: string, way: Step): Action => ({
    ...{ id, name, group: 'move', keys: [key], canvas: true, silent: true, when: always },
    run: () => go(way),
  });
  return [
    step('next', words.acts.next, 'ArrowRight', 'right'),
    step('previous', words.acts.previous, 'ArrowLeft', 'left'),
    step('above', words.acts.above, 'ArrowUp', 'up'),
    step('below', words.acts.below, 'ArrowDown', 'down'),
    { id: 'fit', name: words.acts.fit, group: 'move', keys: ['1'], when: always, run: () => surface.canvas()?.fit() },
    { id: 'to-selection', name: words.acts.toSelection, group: 'move', keys: ['2'], when: hasAny, run: () => surface.canvas()?.toSelection() },
    {
      ...{ id: 'next-problem', name: words.acts.nextProblem, group: 'move', keys: ['F8'] },
      when: ({ problems }) => problems.length > 0,
      run: () => surface.nextProblem(),
    },
  ];
}
