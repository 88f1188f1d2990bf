/** What may be booked: balances that add up and account numbers whose check digits are right, unless the tenant bears it. */
import { isIban, looksLikeIban } from '../../flows/documents/statement/iban.ts';
import { openTally } from '../../flows/documents/statement/identity.ts';
import type { Entry, Statement } from '../../flows/documents/statement/statement.ts';
import { type Problem, ProblemError } from '../../flows/flow.ts';
import type { BookPolicy } from './policy.ts';

const flaws = new Set(['bank.balance_mismatch', 'bank.balance_missing', 'bank.currency_missing']);

/** The statement as it comes into the books, and the rows that stay outside. Throws 422 with every flaw at once. */
export function bookable(statement: Statement, { bears, isPartial }: BookPolicy): { statement: Statement; left: Problem[] } {
  const broken = flawsOf(statement).filter(({ code }) => !bears.includes(code));
  const wrong = new Map<Entry, Problem>();
  for (const [at, entry] of statement.entries.entries()) {
    const account = [entry, ...entry.details].map(({ counterparty }) => counterparty?.account).find(isWrongIban);
    if (account !== undefined)
      wrong.set(entry, {
        code: 'bank.iban_check_digits',
        path: `/entries/${at}`,
        message: `The entry at line ${entry.line} names the account ${account}, whose check digits are wrong.`,
      });
  }
  const left = bears.includes('bank.iban_check_digits') ? [] : [...wrong.values()];
  if (isWrongIban(statement.account) && !bears.includes('bank.iban_check_digits'))
    broken.push({ code: 'bank.iban_check_digits', path: '/account', message: `The check digits of ${statement.account} are wrong.` });
  const problems = isPartial ? broken : [...broken, ...left];
  if (problems.length > 0) throw new ProblemError(422, problems);
  return { statement: left.length === 0 ? statement : { ...statement, entries: statement.entries.filter((entry) => !wrong.has(entry)) }, left };
}

/** Of a statement however it came: read from a file, or handed over as a document. */
function flawsOf(statement: Statement): Problem[] {
  const tally = openTally(statement);
  for (const entry of statement.entries) tally.add(entry);
  const hasBalances = statement.format !== 'CSV' || statement.balances.length > 0; // a list of entries has no balances to miss
  return tally
    .close(statement.balances)
    .warnings.filter(({ code }) => flaws.has(code) && (hasBalances || code !== 'bank.balance_missing'))
    .map(({ code, detail }) => ({ code, path: '/balances', message: detail }));
}

const isWrongIban = (account: string | undefined): account is string => account !== undefined && looksLikeIban(account) && !isIban(account);
