/** Items whose master is another system: its fields follow it, allocations stay ours, and where the two do not fit together a person is told. */
import type { Mirrored, MirroredItem } from '../../flows/documents/statement/mirrored-item.ts';
import { ProblemError } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import { type By, foldItem, type ItemFacts, type KeptItem } from './account.ts';
import { stroke } from './draft.ts';
import { applyPrepayments } from './prepayments.ts';
import { takeItemIn } from './receivables.ts';

/** Changes of this name are ours. */
export const ourName = 'orderloom';

export async function mirrorItems(documents: Documents, tenant: string, source: string, items: readonly MirroredItem[], at: number): Promise<Mirrored> {
  const found: Mirrored = { opened: 0, amended: 0, known: 0, echoes: 0, conflicts: [] };
  for (const item of items) {
    try {
      found[await mirrorItem(documents, tenant, source, item, at)] += 1;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      found.conflicts.push({ id: item.id, code: error.problems[0]?.code ?? 'books.refused', detail: error.message });
    }
  }
  return found;
}

async function mirrorItem(
  documents: Documents,
  tenant: string,
  source: string,
  item: MirroredItem,
  at: number,
): Promise<'opened' | 'amended' | 'known' | 'echoes'> {
  const by: By = { kind: 'run', name: source };
  const { version, changedBy, closed, amount, references = [], related = [], ...told } = item;
  const facts: ItemFacts = { ...told, references, related };
  let answer: 'opened' | 'amended' | 'known' | 'echoes' = 'known';
  await stroke(documents, tenant, at, async (draft) => {
    answer = 'known';
    const known = (await draft.get<KeptItem>('book-item', item.id))?.body;
    const master = known?.master;
    if (known !== undefined && master?.source !== source)
      refuse('books.other_master', `${item.number} belongs to ${master?.source ?? 'these books'}; ${source} does not change it.`);
    if (master !== undefined && version <= master.version) return;
    if (known === undefined && closed === true) return; // settled before it was ever seen here
    const state = known && foldItem(known);
    if (closed === true && state?.open !== 0n)
      refuse('books.closed_elsewhere', `${source} holds ${item.number} for settled, and no payment here clears it — allocate one, or write it off there.`);
    const isEcho = known !== undefined && changedBy === ourName;
    if (!isEcho) {
      answer = await takeItemIn(draft, facts, amount, by, at);
      if (answer === 'opened') await applyPrepayments(draft, facts, at);
      if (answer === 'known' && known !== undefined && JSON.stringify(sorted(known.facts)) !== JSON.stringify(sorted(facts))) answer = 'amended';
    } else answer = 'echoes';
    const now = (await draft.get<KeptItem>('book-item', item.id))?.body;
    if (now !== undefined) await draft.set('book-item', item.id, { ...now, facts: isEcho ? now.facts : facts, master: { source, version } });
  });
  return answer;
}

const sorted = (facts: ItemFacts) => Object.entries(facts).sort(([a], [b]) => a.localeCompare(b));

function refuse(code: string, message: string): never {
  throw new ProblemError(409, { code, path: '', message });
}
