import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openPen } from './pen.ts';

afterEach(() => vi.restoreAllMocks());

test('a slow commit is forgotten after ten seconds, so that a quiet hub opens its door again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-pen-'));
  const pen = await openPen(join(dir, 'orderloom.db'));
  try {
    const real = performance.now.bind(performance);
    let ahead = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
    const slow = pen.write({ kind: 'put', tenant: 't', puts: [{ kind: 'note', id: 'one', body: 1 }], at: 1 });
    ahead = 3_000;
    await slow;
    expect(pen.slowest()).toBeGreaterThan(2_900);
    ahead += 11_000;
    expect(pen.slowest()).toBe(0);
  } finally {
    await pen.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
