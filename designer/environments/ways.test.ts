import { expect, test } from 'vitest';
import type { DeploymentInfo } from '../../server/http/api.ts';
import { waysOf } from './ways.ts';

const at = (environment: string, kind: DeploymentInfo['kind'], number?: number): DeploymentInfo => ({
  environment,
  title: environment,
  kind,
  ...(number === undefined ? {} : { deployed: { version: `v${number}`, number, at: '2026-03-02T09:00:00Z', by: 'Ada', message: '', paused: false } }),
});
const named = (deployments: DeploymentInfo[]): string[] => waysOf(deployments).map(({ from, to }) => `${from} > ${to}`);

test('a version goes from test to production, never back', () => {
  expect(named([at('production', 'production', 5), at('test', 'test', 7)])).toEqual(['test > production']);
  expect(named([at('production', 'production', 5), at('test', 'test')])).toEqual([]);
});

test('where the same version stands there is nothing to promote', () => {
  expect(named([at('production', 'production', 7), at('test', 'test', 7)])).toEqual([]);
});

test('production comes first among several', () => {
  expect(named([at('demo', 'test', 1), at('test', 'test', 2), at('production', 'production')])).toEqual([
    'demo > production',
    'test > production',
    'test > demo',
    'demo > test',
  ]);
});
