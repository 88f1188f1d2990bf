/** One sentence per step: what happened, past tense, in words an operator would use. */
import type { Json } from '../../flows/flow.ts';
import type { TaskMoves } from '../../nodes/node-type.ts';
import type { Run, RunEvent, Step } from '../engine/events.ts';
import { undoPort } from '../engine/undo.ts';

export function storyOf(run: Run, step: Step, title: string, output: Json | undefined): string {
  if (step.id === run.trigger) return `${title}: the order came in`;
  const tries = step.failures.length > 0 ? ` after ${step.failures.length + 1} attempts` : '';
  switch (step.status) {
    case 'completed':
      if (step.skipped) return `${title} was skipped by a person`;
      if (step.fromPort === undoPort) return `Undone: ${title.charAt(0).toLowerCase()}${title.slice(1)}${tries}`;
      return `${title}${step.wait?.task === undefined ? whyOf(output) : whoOf(output)}${wayOut(step)}${tries}${isUndone(run, step) ? ', undone later' : ''}`;
    case 'failed':
      return `${title} failed: ${step.error?.message ?? 'no reason was given'}`;
    case 'waiting':
      return waitingStory(step, title);
    case 'canceled':
      return `${title} was canceled`;
    default:
      if (step.effect?.open) return `${title} is at work`;
      if (step.held) return `${title} is held: ${step.held.reason}`;
      return step.failures.length > 0 && step.due !== undefined
        ? `${title} is tried again at ${clockOf(step.due)}, attempt ${step.attempt}`
        : `${title} is next`;
  }
}

const wayOut = ({ port }: Step): string => (port && port !== 'done' ? `, left through "${port}"` : '');

const isUndone = ({ steps }: Run, { id }: Step): boolean =>
  [...steps.values()].some(({ from, fromPort, status }) => from === id && fromPort === undoPort && status === 'completed');

function waitingStory(step: Step, title: string): string {
  const wait = step.wait;
  const seen = new Set(step.signals.map((signal) => signal.name));
  const missing = (wait?.signals ?? []).filter((name) => !seen.has(name));
  const until = wait?.until === undefined ? '' : ` until ${clockOf(wait.until)}`;
  if (wait?.task !== undefined) return [`${title} waits for a person${until}`, ...movesOf(wait.moves)].join('; ');
  if (wait?.children) return `${title} waits for ${wait.children.length} child runs`;
  if (wait?.items) return `${title} works through its items`;
  if (wait?.rounds) return until === '' ? `${title} is in round ${wait.rounds}` : `${title} pauses after round ${wait.rounds}${until}`;
  return missing.length > 0 && wait?.deadline ? `${title} waits for ${missing.join(', ')}${until}` : `${title} holds${until}`;
}

/** Nodes that decide say why in their output. */
function whyOf(output: Json | undefined): string {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return '';
  const why = output['why'] ?? output['evidence'] ?? output['logged'];
  return typeof why === 'string' ? `: ${why}` : '';
}

/** Who answered a task, for whom, and who confirmed it. */
function whoOf(output: Json | undefined): string {
  if (typeof output !== 'object' || output === null || Array.isArray(output) || typeof output['by'] !== 'string') return '';
  const stead = typeof output['for'] === 'string' ? ` for ${output['for']}` : '';
  const second = typeof output['confirmedBy'] === 'string' ? `, confirmed by ${output['confirmedBy']}` : '';
  return ` was answered by ${output['by']}${stead}${second}`;
}

/** What time did to a task, in its order. */
function movesOf(moves: TaskMoves | undefined): string[] {
  const told = [
    ...(moves?.reminded ?? []).map((at) => ({ at, words: `reminded at ${clockOf(at)}` })),
    ...(moves?.escalated ?? []).map(({ at, role }) => ({ at, words: `moved to ${role} at ${clockOf(at)}` })),
  ];
  return told.sort((a, b) => a.at - b.at).map(({ words }) => words);
}

/** What a former holder found out when the run was no longer its own: it moved nothing. */
export function lateStory(late: RunEvent): string {
  const found =
    late.type === 'step.completed' ? 'the call was answered' : late.type === 'step.failed' ? `the call failed: ${late.error.message}` : 'the call came back';
  return `too late to count, a former worker found at ${clockOf(late.at)} that ${found}`;
}

const clockOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
