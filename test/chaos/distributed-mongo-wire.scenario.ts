import { cut, halfOpen, losing, slow, wires } from './distributed-wires.ts';

export const scenario = wires('mongo', 'the wire to MongoDB', [slow(100, 2_000), cut(3_000), losing(3_000), halfOpen(8_000), slow(1_000, 3_000)]);
