import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { bodyOf, frameAround, shownOf } from './container.ts';
import { boxOf, toCanvas } from './convert.ts';
import { frameNodes } from './FrameBox.tsx';
import type { Box } from './geometry.ts';
import { tidy } from './layout.ts';

const flow: Flow = {
  format: 1,
  id: 'lines',
  title: 'Lines',
  nodes: {
    order: { type: 'manual@1' },
    each: { type: 'for_each@1' },
    check: { type: 'check_stock@1' },
    again: { type: 'repeat@1' },
    ask: { type: 'http_request@1' },
    tell: { type: 'log@1' },
    done: { type: 'log@1' },
  },
  edges: [
    { from: 'order', to: 'each' },
    { from: 'each.item', to: 'check' },
    { from: 'check', to: 'again' },
    { from: 'again.item', to: 'ask' },
    { from: 'again', to: 'tell' },
    { from: 'each', to: 'done' },
  ],
};
const none = new Set<string>();

describe('a container', () => {
  it('has for its body all that its items reach, and nothing behind it', () => {
    expect([...bodyOf(flow, 'each')].sort()).toEqual(['again', 'ask', 'check', 'tell']);
    expect([...bodyOf(flow, 'again')]).toEqual(['ask']);
  });
  it('that is open has a frame; folded it hides its body and says how much that is', () => {
    const open = shownOf(flow, none);
    expect(open.flow).toBe(flow);
    expect([...open.frames.keys()]).toEqual(['each', 'again']);
    const folded = shownOf(flow, new Set(['each']));
    expect(Object.keys(folded.flow.nodes)).toEqual(['order', 'each', 'done']);
    expect(folded.flow.edges).toEqual([
      { from: 'order', to: 'each' },
      { from: 'each', to: 'done' },
    ]);
    expect(folded.folded).toEqual(new Map([['each', 4]]));
    expect(folded.frames.size).toBe(0);
  });
  it('seen from inside shows its body alone', () => {
    const inside = shownOf(flow, none, 'each');
    expect(Object.keys(inside.flow.nodes)).toEqual(['check', 'again', 'ask', 'tell']);
    expect([...inside.frames.keys()]).toEqual(['again']);
  });
  it('that is gone shows the whole flow', () => {
    expect(shownOf(flow, none, 'gone').flow).toBe(flow);
  });
  it('frames its cards with room for its head', () => {
    const box = frameAround([
      { x: 0, y: 0, width: 208, height: 56 },
      { x: 256, y: 20, width: 208, height: 100 },
    ]);
    expect(box).toEqual({ x: -24, y: -48, width: 512, height: 192 });
    expect(frameAround([])).toBeUndefined();
  });
});

describe('a tidied flow', () => {
  const types = new Map<string, NodeTypeInfo>(
    (
      [
        ['for_each@1', ['done', 'item']],
        ['repeat@1', ['done', 'item', 'limit']],
      ] as const
    ).map(([type, ports]) => [type, { type, title: type, summary: '', group: 'flow', icon: 'repeat', ports: [...ports], config: {} }]),
  );
  const drawn = toCanvas({ ...flow, layout: tidy(flow, types) }, [...types.values()], false).nodes;
  const frames = frameNodes(drawn, shownOf(flow, none).frames);
  const boxOfFrame = (container: string) => {
    const { position, width, height } = frames.find(({ data }) => data.container === container)!;
    return { ...position, width: width!, height: height! };
  };
  const meets = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it('has in a frame the cards of its body and no others', () => {
    for (const container of ['each', 'again'])
      for (const card of drawn) expect(meets(boxOfFrame(container), boxOf(card)), `${card.id} in ${container}`).toBe(bodyOf(flow, container).has(card.id));
  });
  it('has a frame inside of another wholly inside', () => {
    const [outer, inner] = [boxOfFrame('each'), boxOfFrame('again')];
    expect(inner.x).toBeGreaterThan(outer.x);
    expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
    expect(inner.y).toBeGreaterThan(outer.y);
    expect(inner.y + inner.height).toBeLessThan(outer.y + outer.height);
  });
});
