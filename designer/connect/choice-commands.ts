/** Connecting and inserting as single commands, for Ctrl K: what a person types names the other end. */
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { layoutOf } from '../canvas/layout.ts';
import { titleOf } from '../canvas/words.ts';
import type { Command } from '../commands/command.ts';
import type { Editor } from '../draft/editor.ts';
import { connect as words } from '../text/en/connect.ts';
import { type Ask, choicesFor, portsToConnect } from './choices.ts';
import { doChoice } from './do-choice.ts';

/** Ways to lead on from, or to, the one chosen node; none while nothing is typed. */
export function choiceCommands(editor: Editor, types: ReadonlyMap<string, NodeTypeInfo>, text: string, onDone: (node: string) => void): Command[] {
  const { flow, selection } = editor.get();
  const [node] = selection.size === 1 ? selection : [];
  const drawn = node === undefined ? undefined : flow.nodes[node];
  if (node === undefined || !drawn || text.trim().length < 2) return [];
  const own = titleOf(drawn, types.get(drawn.type));
  const commandsOf = (ask: Ask, isMeant: (key: string) => boolean, title: (other: string) => string, keys: string): Command[] =>
    choicesFor(flow, types, ask, text)
      .filter((choice) => isMeant(choice.key) && choice.title.toLowerCase().includes(text.trim().toLowerCase()))
      .slice(0, 3)
      .map((choice) => ({
        ...{ id: `${ask.kind} ${choice.key}`, group: 'selection', title: title(choice.title), icon: { tile: choice.icon, group: choice.group }, keys },
        ...(choice.isShut ? { shut: choice.words } : {}),
        run() {
          const now = editor.get().flow;
          const done = doChoice(now, types, ask, choice, layoutOf(now, types, false));
          editor.edit(done.name, () => done.flow);
          editor.select([done.node]);
          onDone(done.node);
        },
      }));
  const port = portsToConnect(flow, types, node)[0] ?? '';
  const isTrigger = types.get(drawn.type)?.trigger !== undefined;
  return [
    ...commandsOf(
      { kind: 'connect', node, port },
      (key) => key.startsWith('node '),
      (other) => words.didConnect('', own, other),
      'C',
    ),
    ...(isTrigger
      ? []
      : commandsOf(
          { kind: 'before', node },
          (key) => key.startsWith('type '),
          (other) => words.didInsert(other, own),
          'Shift A',
        )),
  ];
}
