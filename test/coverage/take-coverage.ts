/** A test process is ended from outside: what it counted is written down while it lives. */
import { takeCoverage } from 'node:v8';
import { afterAll } from 'vitest';

afterAll(() => takeCoverage());
