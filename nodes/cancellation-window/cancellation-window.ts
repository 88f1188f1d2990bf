import type { JsonObject } from '../../flows/flow.ts';
import { checkCalendar } from '../business-time.ts';
import { isoOf } from '../instant.ts';
import { fieldOf, listOf, objectOf } from '../json-fields.ts';
import { defineNode, type Outcome, type Turn } from '../node-type.ts';
import { order as changedOrder, flag, gives, instant, text } from '../output.ts';
import { saidLength } from '../said-length.ts';
import { inOrder } from '../signal-order.ts';
import { because, by, clockOf, extended, type Hold, holdOf } from './hold.ts';
import { config } from './schema.ts';

const listens = ['cancel', 'release', 'extend', 'edit'];

/** Holds an order while the customer may still cancel or change it. */
export default defineNode({
  type: 'cancellation_window@1',
  title: 'Cancellation window',
  summary: 'Holds the order while it may still be canceled or changed.',
  group: 'flow',
  icon: 'hourglass',
  ports: ['released', 'canceled'],
  config,
  output: {
    ports: {
      released: gives({
        holdUntil: instant('Until when it was held'),
        releasedAt: instant(),
        why: text(),
        'late?': flag('The window was over before the order arrived'),
        'early?': flag('Released by a signal'),
        'cut?': gives({ from: instant(), to: instant(), shipBy: instant() }),
        'order?': { description: 'The order as it was changed inside the window', anyOf: [changedOrder, {}] },
      }),
      canceled: gives({ holdUntil: instant('Until when it was held'), canceledAt: instant(), why: text() }),
    },
  },
  line: ({ for: length, rules, clock }) =>
    `${listOf(rules).length > 0 ? `${listOf(rules).length} rules` : saidLength(length)} from ${clock === 'received' ? 'receipt' : 'placing'}`,
  check: checkCalendar,
  run(turn) {
    const start = clockOf(turn);
    let order = turn.order;
    let hold = holdOf(turn, order, start.at, start.said);
    let isEdited = false;
    // A cancel and a release of the same millisecond: the cancel wins, as nothing has left the house yet.
    for (const signal of inOrder(turn.signals, ['cancel'])) {
      const data = objectOf(signal.data);
      switch (signal.name) {
        case 'cancel':
          return canceled(hold, signal.at, data);
        case 'release':
          return released(turn, { ...hold, why: `${hold.why}, released early${by(data)}${because(data)}` }, { early: true, ...(isEdited ? { order } : {}) });
        case 'extend':
          hold = extended(hold, signal, turn);
          break;
        case 'edit':
          order = fieldOf(data, 'order') ?? order;
          isEdited = true;
          if (turn.config['onEdit'] === 'restarts') hold = holdOf(turn, order, signal.at, 'the last change');
      }
    }
    // The first turn always waits, if only until now: the engine then looks for a cancel that came before its order.
    if (turn.memo !== true || turn.now < hold.until) return { kind: 'wait', until: Math.max(hold.until, turn.now), signals: listens, memo: true };
    return released(turn, hold, isEdited ? { order } : {});
  },
});

function released(turn: Turn, hold: Hold, extra: JsonObject): Outcome {
  const late: JsonObject = hold.isLate ? { late: true } : {};
  const why = hold.isLate ? `${hold.why}; that was over before the order arrived, released at once` : hold.why;
  return {
    kind: 'emit',
    port: 'released',
    output: { holdUntil: isoOf(hold.until), releasedAt: isoOf(turn.now), why, ...late, ...(hold.cut ? { cut: hold.cut } : {}), ...extra },
  };
}

function canceled(hold: Hold, at: number, data: JsonObject): Outcome {
  return {
    kind: 'emit',
    port: 'canceled',
    output: { holdUntil: isoOf(hold.until), canceledAt: isoOf(at), why: `Canceled inside the window${by(data)}${because(data)}` },
  };
}
