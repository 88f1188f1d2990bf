import { expect, test } from 'vitest';
import { type Command, findCommands } from './command.ts';

const command = (group: Command['group'], title: string, more: Partial<Command> = {}): Command => ({ id: title, group, title, run: () => {}, ...more });
const all = [
  command('do', 'Undo: hold for 45 min', { keys: 'Ctrl Z' }),
  command('go', 'Wait for installer', { why: 'node' }),
  command('add', 'Wait for signals', { why: 'several, all or any' }),
  command('selection', 'Connect Reserve to Wait', { shut: 'It would loop.' }),
  command('selection', 'Insert a wait before Reserve'),
];
const sources = [() => all, (text: string) => (text === '' ? [] : [command('orders', `Runs of "${text}"`)])];
const titles = (text: string, only?: Command['group']) => findCommands(sources, text, only).flatMap(({ commands }) => commands.map(({ title }) => title));

test('finds by every word, in title or reason, in the order of the groups', () => {
  expect(titles('wait')).toEqual(['Insert a wait before Reserve', 'Connect Reserve to Wait', 'Wait for signals', 'Wait for installer', 'Runs of "wait"']);
  expect(titles('any wait')).toEqual(['Wait for signals', 'Runs of "any wait"']);
});
test('> narrows to what is done, # to orders, Tab to any group', () => {
  expect(titles('> wait')).toEqual(['Insert a wait before Reserve', 'Connect Reserve to Wait']);
  expect(titles('> undo')).toEqual(['Undo: hold for 45 min']);
  expect(titles('#10422')).toEqual(['Runs of "10422"']);
  expect(titles('wait', 'go')).toEqual(['Wait for installer']);
});
