import type { Flow, Problem } from './flow.ts';
import { pointerOf } from './pointer.ts';

// Controls, and the characters that turn the reading direction of what follows.
const inNames = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
// Long texts may break lines.
const inTexts = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Names and texts of a drawing that could not be shown as they are. */
export function checkTexts(flow: Flow): Problem[] {
  const problems: Problem[] = [];
  const check = (text: string | undefined, hidden: RegExp, path: string[], node?: string) => {
    const found = text === undefined ? null : hidden.exec(text);
    if (!found) return;
    const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    problems.push({
      code: 'text.control_character',
      path: pointerOf(path),
      ...(node === undefined ? {} : { node }),
      message: `The text holds the invisible character ${code} — remove it.`,
    });
  };
  check(flow.title, inNames, ['title']);
  check(flow.description, inTexts, ['description']);
  for (const [id, node] of Object.entries(flow.nodes)) {
    check(node.title, inNames, ['nodes', id, 'title'], id);
    check(node.description, inTexts, ['nodes', id, 'description'], id);
  }
  for (const [id, note] of Object.entries(flow.notes ?? {})) check(note.text, inTexts, ['notes', id, 'text']);
  for (const [id, rule] of Object.entries(flow.signals ?? {})) check(rule.on, inNames, ['signals', id, 'on']);
  return problems;
}
