import { describe } from 'vitest';
import { shared } from '../services/shared.ts';
import { describeDocuments } from './documents.ts';
import { openMongo } from './mongo-home.ts';
import { describeReads } from './reads.ts';
import { describeRunStore } from './run-store.ts';

const server = await shared('mongo');
describe.skipIf(server.url === undefined)('on MongoDB', () => {
  const open = openMongo(server.url ?? '');
  describeRunStore('the MongoDB store', open);
  describeDocuments('the MongoDB store', open);
  describeReads('the MongoDB store', open);
});
