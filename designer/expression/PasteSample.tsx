import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Json } from '../../server/http/api.ts';
import { expression } from '../text/en/expression.ts';
import type { Pin } from './pinned-sample.ts';

const words = expression.sample;

/** What people call an order. */
const numberOf = (body: Json): string | undefined => {
  const number = typeof body === 'object' && body !== null && !Array.isArray(body) ? body['number'] : undefined;
  return typeof number === 'string' && number !== '' ? number : undefined;
};

/** A document that somebody has at hand, as JSON. */
export function PasteSample({ onChoose }: { onChoose: (pin: Pin) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const use = (event: FormEvent) => {
    event.preventDefault();
    try {
      const body = JSON.parse(text) as Json;
      onChoose({ kind: 'json', name: numberOf(body) ?? expression.value.pasted, body });
    } catch (error) {
      setProblem(words.notJson((error as Error).message));
    }
  };
  return (
    <form className="sample-paste" onSubmit={use}>
      <Textarea
        label={words.paste}
        placeholder={words.pastePlace}
        classNames={{ input: 'mono' }}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        error={problem}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="filled" disabled={text.trim() === ''}>
        {words.use}
      </Button>
    </form>
  );
}
