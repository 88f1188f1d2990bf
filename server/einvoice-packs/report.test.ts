import { describe, expect, it } from 'vitest';
import { findingsOf } from './report.ts';

describe('findingsOf', () => {
  it('reads rules, flags, places and words of a report', () => {
    const report = `<s:schematron-output xmlns:s="http://purl.oclc.org/dsdl/svrl"><s:fired-rule context="/"/>
      <s:failed-assert id="BR-02" flag="fatal" location="/Invoice"><s:text>[BR-02]-An Invoice
        has a number.</s:text></s:failed-assert>
      <s:successful-report role="warning" location="/x"><s:text>[W-1] Odd.</s:text></s:successful-report></s:schematron-output>`;
    expect(findingsOf(report)).toEqual([
      { rule: 'BR-02', severity: 'fatal', path: '/Invoice', message: '[BR-02]-An Invoice has a number.' },
      { rule: 'W-1', severity: 'warning', path: '/x', message: '[W-1] Odd.' },
    ]);
  });
});
