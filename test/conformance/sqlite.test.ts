import { describeDocuments } from './documents.ts';
import { describeReads } from './reads.ts';
import { describeRunStore } from './run-store.ts';
import { openSqlite } from './sqlite-home.ts';

describeRunStore('the SQLite store', openSqlite);
describeDocuments('the SQLite store', openSqlite);
describeReads('the SQLite store', openSqlite);
