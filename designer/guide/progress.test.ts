import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeGuide, isGuideOpen, openGuide } from './progress.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('the guide stands beside the flow it was begun for, until it is closed', () => {
  expect(isGuideOpen('mine')).toBe(false);
  openGuide('mine');
  expect([isGuideOpen('mine'), isGuideOpen('other')]).toEqual([true, false]);
  closeGuide('mine');
  expect(isGuideOpen('mine')).toBe(false);
});
