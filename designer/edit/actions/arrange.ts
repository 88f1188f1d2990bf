/** Where cards stand: tidy, align, spread, nudge. */
import type { Editor, EditorState } from '../../draft/editor.ts';
import { aligned, distributed, type Placed, type Side } from '../../draft/edits/arrange.ts';
import { type At, moveNodes } from '../../draft/edits/nodes.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import { settled } from '../boxes.ts';
import { sayWhich } from '../changes.ts';
import type { Surface } from '../surface.ts';
import { hasAny } from './chosen.ts';

const sides = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const satisfies readonly Side[];
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

export function arrangeActions(editor: Editor, surface: Surface): Action[] {
  const cards = (): Placed[] => {
    const boxes = surface.boxes();
    return [...editor.get().selection].flatMap((id) => {
      const box = boxes.get(id);
      return box ? [{ id, ...box }] : [];
    });
  };
  const place = (name: (what: string) => string, places: Record<string, At>, field?: string) =>
    editor.edit(
      name(sayWhich(editor.get().flow, surface.types, editor.get().selection)),
      (flow) => moveNodes(settled(flow, surface.types), places),
      field ? { field } : {},
    );
  const nudge = ([x, y]: readonly [number, number], by: number) =>
    place(words.did.move, Object.fromEntries(cards().map((card): [string, At] => [card.id, [card.x + x * by, card.y + y * by]])), 'layout');
  const several = ({ selection }: EditorState, least = 2) => selection.size >= least;
  return [
    {
      ...{ id: 'tidy', name: words.acts.tidy, group: 'arrange', keys: ['Shift+F'] },
      when: ({ flow }) => Object.keys(flow.nodes).length > 1,
      run: () => surface.tidy(),
    },
    ...sides.map(
      (side): Action => ({
        ...{ id: `align-${side}`, name: words.acts[side], group: 'arrange', when: several },
        run: () => place(words.did.align, aligned(cards(), side)),
      }),
    ),
    ...(['across', 'down'] as const).map(
      (way): Action => ({
        ...{ id: `spread-${way}`, name: words.acts[way], group: 'arrange', when: (state) => several(state, 3) },
        run: () => place(words.did.spread, distributed(cards(), way)),
      }),
    ),
    ...(Object.keys(ways) as (keyof typeof ways)[]).flatMap((key): Action[] => [
      {
        ...{ id: `nudge-${key}`, name: words.acts.nudge[key], group: 'arrange', keys: [`Alt+${key}`], silent: true, when: hasAny },
        run: () => nudge(ways[key], 20),
      },
      {
        ...{ id: `far-${key}`, name: words.acts.far[key], group: 'arrange', keys: [`Alt+Shift+${key}`], silent: true, when: hasAny },
        run: () => nudge(ways[key], 100),
      },
    ]),
  ];
}
