import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import heatPump from '../../flows/heat_pump.flow.json' with { type: 'json' };
import { serialise } from '../../flows/serialise.ts';
import { createEditor, type Editor, type Held } from './editor.ts';
import { aligned } from './edits/arrange.ts';
import { clipOf, copied, pasted } from './edits/clip.ts';
import { connect, disconnect, lineName } from './edits/lines.ts';
import { addNode, moveNodes, removeNodes, setConfig, setFlow, setNode } from './edits/nodes.ts';
import { merge } from './merge.ts';
import { type Answer, startSaver, type Wire } from './saver.ts';

const flow = heatPump as unknown as Flow;
const held = (rev = 1, of = flow): Held => ({ flow: of, rev, problems: [] });
const hold = (time: string) => (of: Flow) => setConfig(of, 'window', { ...of.nodes['window']!.config, for: time });
const forOf = (of: Flow) => of.nodes['window']!.config!['for'];

/** A change somebody makes, told by a few numbers: which kind, where, what. */
type Move = [kind: number, where: number, what: number];

function change(of: Flow, [kind, where, what]: Move): Flow {
  const ids = Object.keys(of.nodes);
  const id = ids[where % Math.max(1, ids.length)] ?? 'none';
  const other = ids[what % Math.max(1, ids.length)] ?? 'none';
  const moves: (() => Flow)[] = [
    () => addNode(of, { type: what % 2 ? 'wait@1' : 'log@1' }, [what, where]),
    () => removeNodes(of, [id, ...(what % 3 ? [] : [other])], { mainPort: () => undefined }),
    () => (of.nodes[id] ? connect(of, what % 2 ? id : `${id}.p${what % 4}`, other) : of),
    () => disconnect(of, of.edges.filter((_, n) => n % 5 === what % 5).map(lineName)),
    () => setConfig(of, id, { ...of.nodes[id]?.config, [`f${what % 3}`]: { a: [what], $expr: `steps.${other}.x` } }),
    () => setNode(of, id, { title: `T${what}`, off: what % 2 ? true : undefined, timeout: what % 3 ? undefined : 'PT5S' }),
    () => moveNodes(of, { [id]: [what, where], [other]: [where, what] }),
    () => pasted(of, copied(of, [id, other]), [what, what]).flow,
    () =>
      moveNodes(
        of,
        aligned(
          [
            { id, x: what, y: 1, width: 208, height: 56 },
            { id: other, x: 5, y: where, width: 208, height: 78 },
          ],
          'left',
        ),
      ),
    () => setFlow(of, { title: `F${what}`, zone: what % 2 ? 'Europe/Oslo' : undefined, notes: what % 4 ? of.notes : { [`n${what}`]: { text: 'x' } } }),
    () => setFlow(of, { layout: what % 2 ? undefined : {}, slots: what % 3 ? of.slots : undefined }),
  ];
  return moves[kind % moves.length]!();
}

const moves = fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 40 });

describe('any sequence of edits', () => {
  it('is taken back to the start byte for byte, and done again', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const editor = createEditor(held(), { now: () => 0 });
        for (const move of sequence) editor.edit('Change', (of) => change(of, move));
        const end = serialise(editor.get().flow);
        const steps = editor.get().history.done.length;
        for (let n = 0; n < steps; n++) editor.undo();
        expect(serialise(editor.get().flow)).toBe(serialise(flow));
        for (let n = 0; n < steps; n++) editor.redo();
        expect(serialise(editor.get().flow)).toBe(end);
      }),
      { numRuns: 200 },
    );
  });

  it('survives being kept as text between any two of them', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        let editor = createEditor(held(), { now: () => 0 });
        for (const move of sequence) {
          editor.edit('Change', (of) => change(of, move));
          const { flow: now, history } = JSON.parse(JSON.stringify(editor.get())) as { flow: Flow; history: never };
          editor = createEditor(held(), { now: () => 0, flow: now, history });
        }
        const steps = editor.get().history.done.length;
        for (let n = 0; n < steps; n++) editor.undo();
        expect(serialise(editor.get().flow)).toBe(serialise(flow));
      }),
      { numRuns: 100 },
    );
  });

  it('of two people ends the same for both once no field is asked about', () => {
    fc.assert(
      fc.property(moves, moves, (one, two) => {
        const mine = one.reduce(change, flow);
        const theirs = two.reduce(change, flow);
        const [here, there] = [merge(flow, mine, theirs), merge(flow, theirs, mine)];
        expect(here.conflicts.length).toBe(there.conflicts.length);
        const placeless = ({ layout: _layout, ...rest }: Flow) => serialise(rest);
        if (here.conflicts.length === 0) expect(placeless(here.flow)).toBe(placeless(there.flow));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a draft', () => {
  it('keeps what somebody else changed when a step is taken back', () => {
    const editor = createEditor(held(), { now: () => 0 });
    editor.edit('Hold for 45 min', hold('PT45M'));
    editor.receive(held(2, { ...flow, title: 'Theirs' }));
    editor.undo();
    expect(editor.get().flow.title).toBe('Theirs');
    expect(forOf(editor.get().flow)).toBe('PT30M');
  });
  it('that gives an id somebody else gave too keeps both nodes, and takes back its own', () => {
    const add = (after: string, x: number) => (of: Flow) =>
      connect(addNode(of, { type: 'log@1', config: { message: { $expr: 'steps.log.at' } } }, [x, 0], 'log'), after, 'log');
    const editor = createEditor(held(), { now: () => 0 });
    editor.edit('Add log', add('window', 1));
    editor.select(['log']);
    editor.receive(held(2, add('credit', 2)(flow)));
    const { nodes, edges, layout } = editor.get().flow;
    expect([layout!['log'], layout!['log_2']]).toEqual([
      [2, 0],
      [1, 0],
    ]);
    expect(edges).toContainEqual({ from: 'window', to: 'log_2' });
    expect(edges).toContainEqual({ from: 'credit', to: 'log' });
    expect(nodes['log_2']!.config!['message']).toEqual({ $expr: 'steps.log_2.at' });
    expect([...editor.get().selection]).toEqual(['log_2']);
    editor.undo();
    expect(serialise(editor.get().flow)).toBe(serialise(add('credit', 2)(flow)));
  });
  it('says the name of the step to undo and redo, and forgets a choice that is gone', () => {
    const editor = createEditor(held(), { now: () => 0 });
    editor.select(['window']);
    editor.edit('Remove', (of) => removeNodes(of, ['window'], { mainPort: () => 'released' }));
    expect(editor.get()).toMatchObject({ undoName: 'Remove', saving: 'waiting' });
    expect(editor.get().selection.size).toBe(0);
    editor.undo();
    expect(editor.get()).toMatchObject({ redoName: 'Remove', said: 'Undone: Remove' });
  });
});

/** A hub with one draft. */
function hub(options: { lose?: (n: number) => 'request' | 'answer' | undefined } = {}) {
  const kept = { flow, rev: 1, puts: 0 };
  const wire: Wire = {
    async put(sent, rev): Promise<Answer> {
      const lost = options.lose?.(kept.puts);
      kept.puts++;
      if (lost === 'request') throw new Error('no network');
      if (rev !== kept.rev) return { kind: 'outdated' };
      kept.flow = JSON.parse(JSON.stringify(sent)) as Flow;
      kept.rev++;
      if (lost === 'answer') throw new Error('no answer');
      return { kind: 'kept', held: held(kept.rev, kept.flow) };
    },
    get: async () => held(kept.rev, kept.flow),
  };
  const other = (change: (of: Flow) => Flow) => {
    kept.flow = change(kept.flow);
    kept.rev++;
  };
  return { kept, wire, other };
}

async function saved(editor: Editor): Promise<void> {
  for (let n = 0; n < 200 && editor.get().saving !== 'saved'; n++) await vi.advanceTimersByTimeAsync(500);
  expect(editor.get().saving).toBe('saved');
}

describe('saving', () => {
  const opened = (options?: Parameters<typeof hub>[0]) => {
    vi.useFakeTimers();
    const made = hub(options);
    const editor = createEditor(held(), { now: () => Date.now() });
    const saver = startSaver(editor, made.wire);
    return { ...made, editor, saver };
  };
  it('sends a change within 400 ms, and typing as one', async () => {
    const { editor, kept } = opened();
    for (const time of ['PT4M', 'PT45M']) editor.edit('Hold', hold(time), { field: '/for' });
    await vi.advanceTimersByTimeAsync(400);
    expect([kept.puts, forOf(kept.flow), editor.get().saving]).toEqual([1, 'PT45M', 'saved']);
  });
  it('puts in what somebody else saved meanwhile, and loses neither', async () => {
    const { editor, kept, other } = opened();
    other((of) => ({ ...of, title: 'Theirs' }));
    editor.edit('Hold', hold('PT45M'));
    await saved(editor);
    expect([kept.flow.title, forOf(kept.flow)]).toEqual(['Theirs', 'PT45M']);
  });
  it.each(['request', 'answer'] as const)('loses nothing while every %s is lost', async (what) => {
    const { editor, kept } = opened({ lose: (n) => (n < 6 ? what : undefined) });
    for (const time of ['PT41M', 'PT42M', 'PT43M']) {
      editor.edit(`Hold ${time}`, hold(time));
      await vi.advanceTimersByTimeAsync(700);
      expect(['offline', 'saving']).toContain(editor.get().saving);
    }
    await saved(editor);
    expect([forOf(kept.flow), editor.get().conflicts]).toEqual(['PT43M', []]);
  });
  it('goes on at once when the network is back', async () => {
    const { editor, saver, kept } = opened({ lose: (n) => (n < 4 ? 'request' : undefined) });
    editor.edit('Hold', hold('PT45M'));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(editor.get().saving).toBe('offline');
    saver.wake();
    await vi.advanceTimersByTimeAsync(10);
    expect([editor.get().saving, forOf(kept.flow)]).toEqual(['saved', 'PT45M']);
  });
  it('flush answers once the hub has everything', async () => {
    const { editor, saver, kept } = opened();
    editor.edit('Hold', hold('PT45M'));
    await saver.flush();
    expect(forOf(kept.flow)).toBe('PT45M');
  });
});

describe('a clip', () => {
  it('pastes under fresh ids, its lines and expressions with it', () => {
    const clip = copied(flow, ['window', 'installer']);
    const spoken = {
      ...clip,
      nodes: { ...clip.nodes, installer: { ...clip.nodes['installer']!, config: { x: { $expr: 'steps.window.at & steps.windows' } } } },
    };
    const { flow: after, ids } = pasted(flow, spoken, [0, 0]);
    expect(ids).toEqual(['installer_2', 'window_2']);
    expect(after.nodes['installer_2']!.config).toEqual({ x: { $expr: 'steps.window_2.at & steps.windows' } });
    expect(after.edges.filter(({ from, to }) => from.endsWith('_2') || from.includes('_2.') || to.endsWith('_2')).length).toBe(clip.edges.length);
  });
  it('is read from a flow file, and from nothing else', () => {
    expect(clipOf(serialise(flow))?.edges).toHaveLength(flow.edges.length);
    for (const text of ['', '{}', 'hello', '{"nodes":{},"edges":[]}', '[1]', 'null', '{"nodes":{"__proto__":{"type":"x"}},"edges":[]}'])
      expect(clipOf(text)).toBeUndefined();
  });
});

describe('removing', () => {
  it('heals the line along the main path', () => {
    const after = removeNodes(flow, ['window'], { mainPort: () => 'released' });
    expect(after.edges).toContainEqual({ from: 'kind.installer', to: 'credit' });
    expect(Object.keys(after.layout ?? {})).not.toContain('window');
  });
});
