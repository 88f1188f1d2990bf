/** Whether a sentence can be acted on by somebody who did not write the hub. */
import { expect } from 'vitest';

/** What a sentence has to tell: who or where, what is wrong, and what helps. */
export interface Said {
  who: RegExp;
  what: RegExp;
  help: RegExp;
}

/** Words of the inside: stacks, files, bare codes of the operating system, values nobody filled in. */
const inside = /undefined|\[object|NaN|\bnull\b|node_modules|\.ts\b|\bat \w+ \(|Error:|\/work\/|UND_ERR|ajv|jsonata|sqlite|mongo|\btenant\b/;

export function expectWords(sentence: string | undefined, { who, what, help }: Said): void {
  expect(sentence, 'a sentence').toMatch(/^\S.{24,}$/s);
  expect(sentence, 'no word of the inside').not.toMatch(inside);
  // A code of the machine may stand in brackets behind plain words, never instead of them.
  expect(sentence!.replace(/\([A-Z_0-9]+\)/g, ''), 'no bare code').not.toMatch(/\b(?:E[A-Z]{5,}|ERR_[A-Z_]+|[A-Z]+_[A-Z_]+)\b(?<!EGRESS_ALLOW)/);
  expect(sentence, 'who').toMatch(who);
  expect(sentence, 'what').toMatch(what);
  expect(sentence, 'what helps').toMatch(help);
}
