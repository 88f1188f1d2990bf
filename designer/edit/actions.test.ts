import { describe, expect, it } from 'vitest';
import { serialise } from '../../flows/serialise.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { createEditor } from '../draft/editor.ts';
import { actionsOf } from './actions.ts';
import { boxesOf } from './boxes.ts';
import { clipText, pasteText } from './clipboard.ts';
import { actionFor, isSingle, pressed, sayKeys } from './keys.ts';
import type { Surface } from './surface.ts';
import { createViewStore } from './view-state.ts';

const store = () => {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) };
};

function stage() {
  const editor = createEditor({ flow: heatPump, rev: 1, problems: [] }, { now: () => 0 });
  const asked: unknown[] = [];
  let lines = new Set<string>();
  const surface: Surface = {
    ...{ flowId: 'heat_pump', nodeTypes, types: new Map(nodeTypes.map((info) => [info.type, info])), view: createViewStore('heat_pump', store()) },
    canvas: () => undefined,
    boxes: () => boxesOf(editor.get().flow, nodeTypes),
    lines: () => lines,
    selectLines: (names) => void (lines = new Set(names)),
    choose: (ask) => void asked.push(ask),
    ask: (ask) => void asked.push(ask),
    ...{ find: () => asked.push('find'), editFields: () => asked.push('fields'), openFlow: (id) => asked.push(id), tidy: () => asked.push('tidy') },
    nextProblem: () => asked.push('problem'),
  };
  const actions = actionsOf(editor, surface);
  const press = (keys: string) => actionFor(actions, keys, editor.get())?.run();
  return { editor, surface, actions, press, asked };
}

describe('every action', () => {
  it('has a name and an id of its own, and a key is never asked to do two things', () => {
    const { actions } = stage();
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
    const keys = actions.flatMap((action) => action.keys ?? []);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
  it('rests while nothing is chosen that it could be done to', () => {
    const { press, editor } = stage();
    for (const keys of ['A', 'Shift+A', 'C', 'D', 'Delete', 'Mod+D', 'Mod+Z', 'Alt+ArrowUp', 'F8']) press(keys);
    expect(editor.get().flow).toBe(heatPump);
  });
});

describe('keys', () => {
  it('delete what is chosen, say how the flow goes on, and give it back', () => {
    const { editor, press } = stage();
    editor.select(['ship']);
    press('Delete');
    expect(editor.get().flow.nodes['ship']).toBeUndefined();
    expect(editor.get().said).toBe('Delete Ship. Reserve stock now leads to Send e-invoice.');
    press('Mod+Z');
    expect(serialise(editor.get().flow)).toBe(serialise(heatPump));
  });
  it('take a chosen line away', () => {
    const { editor, surface, press } = stage();
    surface.selectLines(['reserve>ship']);
    press('Delete');
    expect(editor.get().flow.edges).not.toContainEqual({ from: 'reserve', to: 'ship' });
    expect(surface.lines().size).toBe(0);
  });
  it('ask what comes after the port that leads nowhere yet', () => {
    const { editor, press, asked } = stage();
    editor.select(['window']);
    press('A');
    expect(asked).toEqual([{ kind: 'after', node: 'window', port: 'canceled' }]);
  });
  it('switch off and on again', () => {
    const { editor, press } = stage();
    editor.select(['ship', 'invoice']);
    press('D');
    expect([editor.get().flow.nodes['ship']?.off, editor.get().undoName]).toEqual([true, 'Switch 2 nodes off']);
    press('D');
    expect(editor.get().flow).toEqual(heatPump);
  });
  it('duplicate below, with the lines between', () => {
    const { editor, press } = stage();
    editor.select(['reserve', 'ship']);
    press('Mod+D');
    const { flow, selection } = editor.get();
    expect([...selection]).toEqual(['reserve_2', 'ship_2']);
    expect(flow.edges).toContainEqual({ from: 'reserve_2', to: 'ship_2' });
  });
  it('move by one step of the grid, several in a row as one undo step', () => {
    const { editor, surface, press } = stage();
    const before = surface.boxes().get('ship')!;
    editor.select(['ship']);
    press('Alt+ArrowDown');
    press('Alt+Shift+ArrowRight');
    expect(editor.get().flow.layout!['ship']).toEqual([before.x + 100, before.y + 20]);
    press('Mod+Z');
    expect(editor.get().flow.layout?.['ship']).toBeUndefined();
  });
  it('move one card of a flow without places, and no other', () => {
    const { editor, surface, press } = stage();
    const before = surface.boxes();
    editor.select(['credit']);
    press('Alt+ArrowDown');
    for (const [id, box] of surface.boxes()) expect([id, box.x, box.y]).toEqual([id, before.get(id)!.x, before.get(id)!.y + (id === 'credit' ? 20 : 0)]);
  });
  it('align what is chosen', () => {
    const { editor, surface, actions } = stage();
    editor.select(['order', 'ship']);
    actions.find(({ id }) => id === 'align-left')!.run();
    expect(surface.boxes().get('order')!.x).toBe(surface.boxes().get('ship')!.x);
  });
});

describe('the clipboard', () => {
  it('carries nodes as JSON text into another flow', () => {
    const from = stage();
    from.editor.select(['credit', 'review']);
    const to = stage();
    pasteText(to.editor, to.surface, clipText(from.editor));
    expect([...to.editor.get().selection]).toEqual(['credit_2', 'review_2']);
    expect(to.editor.get().flow.edges).toContainEqual({ from: 'credit_2.review', to: 'review_2' });
  });
  it('says so when its text is no part of a flow', () => {
    const { editor, surface } = stage();
    pasteText(editor, surface, 'Dear customer');
    expect(editor.get().flow).toBe(heatPump);
    expect(editor.get().said).toBe('The clipboard holds no part of a flow.');
  });
});

describe('a press', () => {
  const press = (key: string, more: Partial<Parameters<typeof pressed>[0]> = {}) =>
    pressed({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  it.each([
    [press('a'), 'A'],
    [press('A', { shiftKey: true }), 'Shift+A'],
    [press('z', { metaKey: true }), 'Mod+Z'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z'],
    [press('ArrowUp', { altKey: true, shiftKey: true }), 'Alt+Shift+ArrowUp'],
    [press('?', { shiftKey: true }), '?'],
    [press('1'), '1'],
  ])('%s is written %s', (is, written) => expect(is).toBe(written));
  it('of a single letter is one that can be switched off; others are not', () => {
    expect(['A', 'Shift+A', '1', '?'].every(isSingle)).toBe(true);
    expect(['Mod+A', 'Delete', 'F8', 'Alt+ArrowUp', 'Escape'].some(isSingle)).toBe(false);
    expect(sayKeys('Mod+Shift+Z')).toBe('Ctrl Shift Z');
  });
});

describe('folding', () => {
  it('is kept for this flow in this browser, beside the document', () => {
    const place = store();
    const first = createViewStore('lines', place);
    first.fold('each');
    expect(createViewStore('lines', place).get().folds).toEqual(new Set(['each']));
    expect(createViewStore('other', place).get().folds.size).toBe(0);
    first.fold('each');
    expect(createViewStore('lines', place).get().folds.size).toBe(0);
  });
});
