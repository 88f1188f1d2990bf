/** The flow of the five-step measure: what Node-RED's five nodes do, each a step with its times in the store. */
export const fiveSteps = {
  format: 1,
  id: 'five_steps',
  title: 'Five steps',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'orders-bench', signature: 'none' } },
    map: { type: 'transform@1', config: { output: { number: { $expr: 'trigger.number' }, lines: { $expr: 'trigger.lines' } } } },
    size: { type: 'switch@1', config: { cases: [{ port: 'big', when: { $expr: 'trigger.amount > 100' } }], otherwise: 'small' } },
    big: { type: 'transform@1', config: { output: { size: 'big', number: { $expr: 'steps.map.number' } } } },
    small: { type: 'transform@1', config: { output: { size: 'small', number: { $expr: 'steps.map.number' } } } },
    answer: { type: 'respond@1', config: { status: 202, body: { number: { $expr: 'trigger.number' } } } },
  },
  edges: [
    { from: 'order', to: 'map' },
    { from: 'map', to: 'size' },
    { from: 'size.big', to: 'big' },
    { from: 'size.small', to: 'small' },
    { from: 'big', to: 'answer' },
    { from: 'small', to: 'answer' },
  ],
};
