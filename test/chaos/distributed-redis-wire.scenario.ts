import { cut, halfOpen, slow, wires } from './distributed-wires.ts';

export const scenario = wires('redis', 'the wire to Redis', [slow(100, 2_000), cut(3_000, false), halfOpen(6_000, false), slow(1_000, 3_000)]);
