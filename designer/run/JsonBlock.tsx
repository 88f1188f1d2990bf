import { Button } from '@mantine/core';
import { Check, ChevronRight, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '../../server/http/api.ts';
import { run as words } from '../text/en/run.ts';

const mostShown = 200_000;

/** A document as text in mono, to read and to copy whole. */
export function JsonBlock({ value, name }: { value: Json; name: string }) {
  const [copied, setCopied] = useState(false);
  const text = JSON.stringify(value, null, 2);
  const copy = () => {
    void navigator.clipboard?.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <div className="json">
      <Button size="xs" className="json-copy" aria-label={words.copyOf(name)} leftSection={copied ? <Check size={13} /> : <Copy size={13} />} onClick={copy}>
        {copied ? words.copied : words.copy}
      </Button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className="json-scroll" tabIndex={0} aria-label={name}>
        <pre className="mono">{text.length > mostShown ? `${text.slice(0, mostShown)}\n…` : text}</pre>
      </section>
    </div>
  );
}

/** The same, folded until somebody wants it. */
export function FoldedJson({ value, name }: { value: Json; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {name}
      </summary>
      {open ? <JsonBlock value={value} name={name} /> : null}
    </details>
  );
}
