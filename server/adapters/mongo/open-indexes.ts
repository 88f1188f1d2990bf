/** The indexes everything stands on: made where they are missing, refused where they would do something else. */
import { type Db, type IndexDescriptionInfo, MongoServerError } from 'mongodb';

type Keys = Record<string, 1 | -1>;

/** Makes what is missing, then looks again. Throws with every index that is missing or would do more than find. */
export async function openIndexes(db: Db, wanted: Record<string, Keys[]>): Promise<void> {
  for (const [name, indexes] of Object.entries(wanted)) {
    const collection = db.collection(name);
    const missing = missingIn(await collection.indexes().catch(unless(noCollection, [])), indexes);
    if (missing.length > 0) await collection.createIndexes(missing.map((key) => ({ key }))).catch(unless(conflicts, undefined));
  }
  const problems: string[] = [];
  for (const [name, indexes] of Object.entries(wanted)) {
    const found = await db.collection(name).indexes().catch(unless(noCollection, []));
    problems.push(...missingIn(found, indexes).map((keys) => `${name} lacks the index ${show(keys)}`));
    problems.push(...found.flatMap((index) => objectionsTo(index).map((what) => `${name} has an index ${show(index.key as Keys)} that ${what}; drop it`)));
  }
  if (problems.length > 0) throw new Error(`MongoDB does not stand on its indexes: ${problems.join('; ')}`);
}

const noCollection = [26];
/** An index of that name or with these fields is there and is another: it is named afterwards. */
const conflicts = [85, 86];
const unless =
  <T>(codes: number[], instead: T) =>
  (error: unknown): T => {
    if (error instanceof MongoServerError && codes.includes(Number(error.code))) return instead;
    throw error;
  };
const show = (keys: Keys): string => JSON.stringify(keys);

function missingIn(found: IndexDescriptionInfo[], wanted: Keys[]): Keys[] {
  const plain = new Set(found.filter((index) => objectionsTo(index).length === 0).map(({ key }) => show(key as Keys)));
  return wanted.filter((keys) => !plain.has(show(keys)));
}

/** Beside finding, an index may refuse, forget or overlook documents. */
function objectionsTo(index: IndexDescriptionInfo): string[] {
  const { key, unique, expireAfterSeconds, partialFilterExpression, sparse, collation, hidden } = index as IndexDescriptionInfo & { hidden?: boolean };
  if (show(key as Keys) === '{"_id":1}') return [];
  return [
    ...(unique ? ['refuses equal values'] : []),
    ...(expireAfterSeconds !== undefined ? ['deletes documents by age'] : []),
    ...(partialFilterExpression || sparse ? ['leaves documents out'] : []),
    ...(collation ? ['compares by language'] : []),
    ...(hidden ? ['is hidden'] : []),
  ];
}
