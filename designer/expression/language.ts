/** JSONata as the editor sees it: enough to colour words. What they mean is the parser's business. */
import { StreamLanguage, type StreamParser, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

interface State {
  isComment: boolean;
}

const parser: StreamParser<State> = {
  name: 'jsonata',
  startState: () => ({ isComment: false }),
  token(stream, state) {
    if (state.isComment) {
      if (stream.skipTo('*/')) {
        stream.match('*/');
        state.isComment = false;
      } else stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match('/*')) {
      state.isComment = true;
      return 'comment';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
    if (stream.match(/^`[^`]*`?/)) return 'propertyName';
    if (stream.match(/^\$\$?\w*/)) return 'variableName';
    if (stream.match(/^\d+(?:\.\d+)?(?:e[-+]?\d+)?/i)) return 'number';
    if (stream.match(/^(?:trigger|order|steps|item|run|env)\b/))
      return /[.\w]$/.test(stream.string.slice(0, stream.start).trimEnd()) ? 'propertyName' : 'keyword';
    if (stream.match(/^(?:true|false|null|and|or|in|function)\b/)) return 'atom';
    if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName';
    stream.next();
    return 'operator';
  },
};

/** Colours come from expression.css, so that both themes have theirs. */
const colours = {
  style: (tags: readonly { toString(): string }[]): string | null => {
    const [tag] = tags;
    return tag === undefined ? null : `expr-${String(tag)}`;
  },
};

export const jsonataLanguage: Extension = [StreamLanguage.define(parser), syntaxHighlighting(colours)];
