import { expect, test } from 'vitest';
import { ApiError } from '../api/client.ts';
import { endingOf } from './ending.ts';

test.each([
  [410, 'link.used', 'This link was used'],
  [410, 'link.expired', 'This link has expired'],
  [410, 'link.revoked', 'This link was taken back'],
  [410, 'link.answered', 'No longer needed'],
  [409, 'task.changed', 'No longer needed'],
  [404, 'link.unknown', 'This link does not work'],
  [429, 'link.too_many', 'Too many tries'],
])('%i %s is said as "%s"', (status, code, title) => {
  expect(endingOf(new ApiError(status, { code }))?.title).toBe(title);
});

test('a hub that does not answer, or a form that is wrong, is no end: another try may help', () => {
  expect(endingOf(new ApiError(0, {}))).toBeUndefined();
  expect(endingOf(new ApiError(422, { code: 'shape.type' }))).toBeUndefined();
});
