/** The bars of cash application on generated books: figures are printed with their N. */
import { describe, expect, it } from 'vitest';
import { generateBook, readFebrl } from '../../../test/support/generated-book.ts';
import { hasRealData, realText, whySkipped } from '../../../test/support/real-data.ts';
import { matchInput } from './match-documents.ts';
import type { MatchAnswer } from './match-input.ts';

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe.skipIf(!hasRealData)(`generated books${whySkipped}`, () => {
  const written = hasRealData ? [...readFebrl(realText('matching/febrl/dataset3.csv')), ...readFebrl(realText('matching/febrl/dataset1.csv'))] : [];

  it('automatic is right in 99.5 of 100 and covers 80 of 100; twins never are; p is calibrated', () => {
    const answers: { answer: MatchAnswer; truth: Set<string>; kind: string }[] = [];
    for (const seed of [11, 12, 13]) {
      const { book, payments, truth, kinds } = generateBook(written, { seed, payments: 1_000, items: 6_000 });
      for (const answer of matchInput(asJson(book), asJson(payments)))
        answers.push({ answer, truth: truth.get(answer.payment)!, kind: kinds.get(answer.payment)! });
    }
    const isRight = ({ answer, truth }: (typeof answers)[number]): boolean =>
      truth.size > 0 && answer.allocations.length === truth.size && answer.allocations.every(({ item }) => truth.has(item));
    const automatic = answers.filter(({ answer }) => answer.decision === 'AUTO');
    const precision = automatic.filter(isRight).length / automatic.length;
    const rate = automatic.length / answers.length;
    const error = calibrationError(
      answers.filter(({ answer, kind }) => answer.allocations.length > 0 && kind !== 'twins').map((one) => ({ p: one.answer.p, right: isRight(one) })),
    );
    const perKind = Map.groupBy(answers, ({ kind }) => kind);
    for (const [kind, of] of perKind) {
      const auto = of.filter(({ answer }) => answer.decision === 'AUTO');
      console.log(
        `${kind}: N ${of.length}, automatic ${auto.length}, wrong ${auto.filter((one) => !isRight(one)).length}, suggested ${of.filter(({ answer }) => answer.decision === 'SUGGEST').length}`,
      );
    }
    console.log(
      `N ${answers.length}: precision ${(precision * 100).toFixed(2)} % of ${automatic.length}, rate ${(rate * 100).toFixed(1)} %, calibration error ${error.toFixed(3)}`,
    );
    if (process.env['SHOW_MISSES'])
      for (const one of answers.filter((each) => !isRight(each) && each.answer.decision !== 'UNIDENTIFIED').slice(0, 30))
        console.log(one.kind, [...one.truth].join(), JSON.stringify(one.answer));
    expect(automatic.filter(({ kind }) => kind === 'twins')).toEqual([]);
    expect(precision).toBeGreaterThanOrEqual(0.995);
    expect(rate).toBeGreaterThanOrEqual(0.8);
    expect(error).toBeLessThanOrEqual(0.05);
  });

  it('few customers with a thousand open items each are as fast', () => {
    const { book, payments } = generateBook(written.slice(0, 60), { seed: 22, payments: 2_000, items: 60_000 });
    const begun = performance.now();
    const answers = matchInput(asJson(book), asJson(payments));
    const seconds = (performance.now() - begun) / 1_000;
    console.log(`${answers.length} payments x ${book.items.length} open items of 60 customers: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThanOrEqual(10);
  }, 60_000);

  it('10,000 payments against 100,000 open items take at most 30 s', () => {
    const { book, payments } = generateBook(written, { seed: 21, payments: 10_000, items: 85_000 });
    const begun = performance.now();
    const answers = matchInput(asJson(book), asJson(payments));
    const seconds = (performance.now() - begun) / 1_000;
    console.log(`${answers.length} payments x ${book.items.length} open items: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThanOrEqual(30);
  }, 120_000);
});

/** Mean distance between the chance that is told and how often it is right, over ten bins, weighed by their size. */
function calibrationError(told: { p: number; right: boolean }[]): number {
  const bins = Map.groupBy(told, ({ p }) => Math.min(9, Math.floor(p * 10)));
  let sum = 0;
  for (const [, of] of bins) sum += Math.abs(of.reduce((all, { p, right }) => all + p - Number(right), 0));
  return sum / told.length;
}
