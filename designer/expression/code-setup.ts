/** What the editor of an expression can do: colours, completion, brackets, undo, marks where something is wrong. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import type { Known, Offer } from './completions.ts';
import { offersAt } from './completions.ts';
import { jsonataLanguage } from './language.ts';
import { placeIn } from './place-in.ts';

/** More than fit are turned in pages by the arrows: nothing has to scroll. */
const shownAtOnce = 10;

export interface CodeSetup {
  label: string;
  placeholder: string;
  known(): Known;
  onText(text: string): void;
  onFocus(): void;
  /** Escape with nothing open: the field is left. */
  onLeave(): void;
}

export const codeSetup = ({ label, placeholder: hint, known, onText, onFocus, onLeave }: CodeSetup): Extension => [
  history(),
  jsonataLanguage,
  bracketMatching(),
  closeBrackets(),
  EditorView.lineWrapping,
  placeholder(hint),
  tooltips({ parent: document.querySelector('main') ?? document.body }),
  autocompletion({ override: [(context) => complete(context, known())], icons: false, maxRenderedOptions: shownAtOnce }),
  // Tab is left to the browser: it moves on to the next field.
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    {
      key: 'Escape',
      run: () => {
        onLeave();
        return true;
      },
    },
    ...defaultKeymap.filter(({ key }) => key !== 'Escape'),
  ]),
  EditorView.updateListener.of((update) => {
    if (update.focusChanged && update.view.hasFocus) onFocus();
    if (update.docChanged) onText(update.state.doc.toString());
  }),
  EditorView.contentAttributes.of({
    'aria-label': label,
    'aria-multiline': 'true',
    spellcheck: 'false',
    autocorrect: 'off',
    autocapitalize: 'off',
    // Escape belongs to the field; pressed again it closes the dialog around it.
    'data-mantine-stop-propagation': 'true',
  }),
];

/** What the list offers at a place; null where it stays closed. */
export function complete(context: CompletionContext, known: Known): CompletionResult | null {
  const place = placeIn(context.state.doc.toString(), context.pos);
  if (place.kind === 'none') return null;
  // While somebody types, an empty word asks for nothing except right behind a dot or a quote.
  if (!context.explicit && place.kind === 'start' && place.typed === '') return null;
  const offers = offersAt(place, known);
  if (offers.length === 0 || (!context.explicit && isWritten(offers, place.typed))) return null;
  return { from: place.from, options: offers.map((offer, at) => optionOf(offer, offers.length - at)), validFor: /^[`$]?\w*$/ };
}

/** The word is complete, and nothing longer begins with it. */
const isWritten = (offers: Offer[], typed: string): boolean => {
  const begun = offers.filter(({ label }) => label.startsWith(typed));
  return typed !== '' && begun.length === 1 && begun[0]!.label === typed;
};

/** In the order of the offers: nearest first. */
function optionOf({ label, apply, detail, info, kind }: Offer, rank: number): Completion {
  return {
    label,
    type: kind,
    boost: Math.min(99, rank / 10),
    ...(detail === undefined ? {} : { detail }),
    ...(info === undefined ? {} : { info }),
    ...(apply === undefined ? {} : { apply: (view: EditorView, _: Completion, from: number, to: number) => write(view, apply, from, to) }),
  };
}

/** Writes what was chosen, its brackets only where none stand yet. */
function write(view: EditorView, apply: string, from: number, to: number): void {
  const hasBracket = view.state.sliceDoc(to, to + 1) === '(';
  const text = hasBracket ? apply.replace(/\(\|?\)$/, '') : apply;
  const cursor = text.indexOf('|');
  const insert = text.replace('|', '');
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + (cursor < 0 ? insert.length : cursor) }, userEvent: 'input.complete' });
}
