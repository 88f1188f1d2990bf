import { describe, expect, it } from 'vitest';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { matchOf, paletteOf, searched } from './palette-list.ts';

describe('the palette', () => {
  it('keeps the order of the groups, with actions of a system behind its name', () => {
    const list = paletteOf(nodeTypes, []);
    expect(list.map(({ name }) => name)).toEqual(['Triggers', 'Flow', 'People', 'Money', 'Connectors']);
    expect(list.at(-1)!.systems.map(({ title, types }) => [title, types.length])).toEqual([
      ['WMS', 2],
      ['ERP', 1],
    ]);
  });
  it('begins with what a person keeps on top', () => {
    expect(paletteOf(nodeTypes, ['task@1', 'gone@1'])[0]).toMatchObject({ name: 'Favourites', types: [{ type: 'task@1' }] });
  });
  it('offers only the newest of several majors', () => {
    const older = { ...nodeTypes.find(({ type }) => type === 'wait@1')!, type: 'wait@0' };
    expect(searched([older, ...nodeTypes], 'wait').map(({ type }) => type)).not.toContain('wait@0');
  });
});

describe('a search', () => {
  const titles = (asked: string) => searched(nodeTypes, asked, heatPump).map(({ title }) => title);
  it('finds by title first, then by what it is', () => {
    expect(titles('wait')[0]).toMatch(/^Wait/);
    expect(titles('money')).toContain('Limit, overdue, risk');
    expect(titles('nothing like it')).toEqual([]);
  });
  it('wants every word', () => {
    expect(matchOf('Wait for signals', 'sig wait')).toBeDefined();
    expect(matchOf('Wait for signals', 'wait c++')).toBeUndefined();
  });
});
