import { Button, SegmentedControl } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Invoice } from '../../flows/documents/invoice/invoice.ts';
import type { EinvoiceView } from '../../server/http/api.ts';
import { DropFiles } from '../money/DropFiles.tsx';
import { invoices as words } from '../text/en/invoices.ts';
import { Drawing } from './Drawing.tsx';
import { Findings } from './Findings.tsx';
import { openInvoice } from './opened.ts';
import { Marks, marksOf } from './place.tsx';
import { Source } from './Source.tsx';

type Pane = keyof typeof words.shown;

/** An invoice drawn, what is wrong with it, and its source; a finding leads to its place in both. */
export function InvoiceView({ view, onClose }: { view: EinvoiceView; onClose: () => void }) {
  const { file, syntax, profile, packs, findings, places, source } = view;
  const [chosen, setChosen] = useState<number>();
  const [at, setAt] = useState<string>();
  const [line, setLine] = useState<number>();
  const [pane, setPane] = useState<Pane>('invoice');
  const choose = (index: number) => {
    const finding = findings[index];
    if (!finding) return;
    setChosen(index);
    setAt(finding.at);
    setLine(finding.line);
  };
  const pick = (pointer: string) => {
    setAt(pointer);
    setLine(places[pointer]);
    setChosen(findings.findIndex((finding) => finding.at === pointer));
  };
  return (
    <div className="invoice-view" data-pane={pane}>
      <header className="invoice-bar">
        <h1 className="invoice-file">{file}</h1>
        <span className="tag">{words.asRead(syntax, profile)}</span>
        <SegmentedControl
          className="invoice-panes"
          aria-label={words.views}
          value={pane}
          data={Object.entries(words.shown).map(([value, label]) => ({ value, label: value === 'findings' ? `${label} ${findings.length}` : label }))}
          onChange={(next) => setPane(next as Pane)} // the values above are its keys
        />
        <Button className="invoice-close" leftSection={<X size={15} />} onClick={onClose}>
          {words.close}
        </Button>
      </header>
      <div className="invoice-drawing">
        <Marks value={{ at, marks: marksOf(findings), known: places, pick }}>
          <Drawing invoice={view.invoice as Invoice} /> {/* read by the hub: server/http/api.ts says so */}
        </Marks>
        <DropFiles words={words} onFiles={([next]) => next && void openInvoice(next)} />
      </div>
      <Findings findings={findings} packs={packs} chosen={chosen} onChoose={choose} onPane={setPane} />
      <Source source={source} line={line} lines={findings.map((finding) => finding.line)} />
    </div>
  );
}
