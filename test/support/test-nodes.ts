/** Node types that only cases use: a start, and one call per effect class. */
import { defineNode, type EffectTurn, type NodeType, type Outcome } from '../../nodes/node-type.ts';

const anything = { type: 'object', properties: {} };

async function call(turn: EffectTurn): Promise<Outcome> {
  const answer = await turn.http({ method: 'POST', url: 'http://receiver/' });
  return { kind: 'emit', output: answer.json() };
}

const callOf = (effectClass: 'A' | 'B' | 'C'): NodeType =>
  defineNode({
    type: `call_${effectClass.toLowerCase()}@1`,
    title: `Call ${effectClass}`,
    summary: `Calls a receiver of class ${effectClass}.`,
    group: 'connectors',
    icon: 'plug',
    ports: ['done'],
    config: anything,
    effect: {
      class: effectClass,
      ...(effectClass === 'B'
        ? {
            async lookup(turn: EffectTurn): Promise<Outcome | null> {
              const found = await turn.http({ method: 'LOOKUP', url: 'http://receiver/' });
              return found.status === 404 ? null : { kind: 'emit', output: found.json() };
            },
          }
        : {}),
    },
    run: call,
  });

export const testNodes: NodeType[] = [
  defineNode({
    type: 'begin@1',
    title: 'Begin',
    summary: 'Starts a case.',
    group: 'triggers',
    icon: 'play',
    ports: ['done'],
    config: anything,
    trigger: { kind: 'manual' },
    run: (turn) => ({ kind: 'emit', output: turn.trigger }),
  }),
  callOf('A'),
  callOf('B'),
  callOf('C'),
];
