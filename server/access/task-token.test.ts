import { describe, expect, it } from 'vitest';
import { hashOfToken, linkKeyOf, newMark, taskIn, tokenFor } from './task-token.ts';

const key = linkKeyOf(Buffer.alloc(32, 1));

describe('a token of a link', () => {
  it('opens its task with its key, and nothing with another', () => {
    const token = tokenFor(key, 'task-1', newMark());
    expect(taskIn(key, token)).toEqual({ task: 'task-1', isFlows: false });
    expect(taskIn(linkKeyOf(Buffer.alloc(32, 2)), token)).toBeUndefined();
  });

  it('that a flow gives away is the same whenever it is asked for; those that people make are not', () => {
    expect(tokenFor(key, 'task-1')).toBe(tokenFor(key, 'task-1'));
    expect(taskIn(key, tokenFor(key, 'task-1'))).toEqual({ task: 'task-1', isFlows: true });
    expect(tokenFor(key, 'task-1', newMark())).not.toBe(tokenFor(key, 'task-1', newMark()));
  });

  it('changed in any place opens nothing', () => {
    const token = tokenFor(key, 'task-1', newMark());
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(taskIn(key, changed)).toBeUndefined();
    }
    expect(taskIn(key, `${token}A`)).toBeUndefined();
  });

  it('fits an address as it is and does not end like the name of a file', () => {
    const token = tokenFor(key, 'task-1', newMark());
    expect(encodeURIComponent(token)).toBe(token);
    expect(/\.\w+$/.test(token)).toBe(false);
  });

  it('its hash tells nothing of it', () => {
    const token = tokenFor(key, 'task-1');
    expect(hashOfToken(token)).toMatch(/^[0-9a-f]{32}$/);
    expect(hashOfToken(token)).not.toContain(token.slice(-10));
  });
});
