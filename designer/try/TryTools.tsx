import { Button } from '@mantine/core';
import { BookmarkCheck, ListChecks, RotateCcw } from 'lucide-react';
import { tryWords as words } from '../text/en/try.ts';

interface TryToolsProps {
  /** A part of a flow is no test. */
  canSave: boolean;
  onStartOver: () => void;
  onSave: () => void;
  onTests: () => void;
}

/** The tools of the mode: from the beginning, the tests, and keeping this try as one. */
export function TryTools({ canSave, onStartOver, onSave, onTests }: TryToolsProps) {
  return (
    <>
      <Button variant="subtle" className="try-tool" leftSection={<RotateCcw size={14} aria-hidden />} onClick={onStartOver}>
        {words.startOver}
      </Button>
      <Button variant="subtle" className="try-tool" leftSection={<ListChecks size={14} aria-hidden />} onClick={onTests}>
        {words.tests}
      </Button>
      <Button leftSection={<BookmarkCheck size={14} aria-hidden />} disabled={!canSave} onClick={onSave}>
        {words.save}
      </Button>
    </>
  );
}
