import { ActionIcon, Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Flow, TestVerdict } from '../../server/http/api.ts';
import { runTests } from '../api/try.ts';
import { useMaybeEditor } from '../draft/use-editor.ts';
import { sayRefused } from '../show/notify.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { withoutTest, withTest } from './flow-tests.ts';

interface TestListProps {
  flow: Flow;
  onSelect: (node: string | undefined) => void;
  onClose: () => void;
}

/** The tests of a flow, each with what it says of the drawing as it stands. */
export function TestList({ flow, onSelect, onClose }: TestListProps) {
  const editor = useMaybeEditor();
  const [verdicts, setVerdicts] = useState<Record<string, TestVerdict>>({});
  const run = useMutation({
    mutationFn: (id: string | undefined) => runTests(flow, id),
    onSuccess: ({ items }) => setVerdicts((now) => ({ ...now, ...Object.fromEntries(items.map((one) => [one.id, one])) })),
    onError: sayRefused,
  });
  const tests = Object.entries(flow.tests ?? {});
  const said = tests.flatMap(([id]) => verdicts[id] ?? []);
  const show = (node: string) => {
    onSelect(node);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.testsTitle} size={560} closeButtonProps={{ 'aria-label': en.act.close }}>
      {tests.length === 0 && <p className="try-none">{words.testsNone}</p>}
      <ul className="try-tests">
        {tests.map(([id, test]) => (
          <TestRow
            key={id}
            title={test.title}
            verdict={verdicts[id]}
            titleOf={(node) => flow.nodes[node]?.title ?? node}
            onShow={show}
            onRun={() => run.mutate(id)}
            onTake={
              editor && verdicts[id]?.gives
                ? () => {
                    const { gives } = verdicts[id]!;
                    editor.edit(words.takeStep(test.title), withTest(id, { ...test, expect: gives! }));
                    setVerdicts(({ [id]: _settled, ...others }) => others);
                  }
                : undefined
            }
            onRemove={editor ? () => editor.edit(words.removeStep(test.title), withoutTest(id)) : undefined}
          />
        ))}
      </ul>
      <div className="try-form-acts">
        <span aria-live="polite">
          {said.length > 0 && said.length === tests.length ? words.sum(said.filter(({ passed }) => passed).length, said.length) : ''}
        </span>
        {tests.length > 0 && (
          <Button variant="filled" loading={run.isPending} onClick={() => run.mutate(undefined)}>
            {words.runAll}
          </Button>
        )}
      </div>
    </Modal>
  );
}

interface TestRowProps {
  title: string;
  verdict: TestVerdict | undefined;
  titleOf: (node: string) => string;
  onShow: (node: string) => void;
  onRun: () => void;
  /** The change is meant: the test expects what it gives now. */
  onTake: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

function TestRow({ title, verdict, titleOf, onShow, onRun, onTake, onRemove }: TestRowProps) {
  const [Icon, colour, word] = !verdict
    ? [CircleDashed, 'var(--text-3)', words.notRun]
    : verdict.passed
      ? [CircleCheck, 'var(--completed)', words.passed]
      : [CircleX, 'var(--parked)', words.failedWord];
  return (
    <li>
      <Icon size={16} aria-hidden color={colour} />
      <span className="try-signal">
        <b>{title}</b>
        <span>{verdict?.difference ?? word}</span>
        {verdict?.node !== undefined && (
          <button type="button" className="try-link" onClick={() => onShow(verdict.node!)}>
            {words.showAt(titleOf(verdict.node))}
          </button>
        )}
        {onTake && (
          <button type="button" className="try-link" onClick={onTake}>
            {words.take}
          </button>
        )}
      </span>
      <ActionIcon variant="subtle" className="try-icon" aria-label={words.runOne(title)} onClick={onRun}>
        <Play size={15} aria-hidden />
      </ActionIcon>
      {onRemove && (
        <ActionIcon variant="subtle" className="try-icon" aria-label={words.remove(title)} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
