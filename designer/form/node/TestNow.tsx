import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react';
import { useTest } from '../../api/connections.ts';
import { useNow } from '../../show/use-now.ts';
import { form as words } from '../../text/en/form.ts';
import { keepTest, useKeptTest } from './kept-tests.ts';
import { answerOf, type TestAnswer } from './test-answer.ts';

const looks: Record<TestAnswer['kind'], { Icon: typeof CircleCheck; color: string }> = {
  works: { Icon: CircleCheck, color: 'var(--completed)' },
  half: { Icon: TriangleAlert, color: 'var(--waiting)' },
  refused: { Icon: CircleX, color: 'var(--parked)' },
  silent: { Icon: CircleX, color: 'var(--parked)' },
  failed: { Icon: CircleX, color: 'var(--parked)' },
  old: { Icon: CircleDashed, color: 'var(--text-3)' },
};

/** Asks the system behind a connection now. The answer is kept by connection, whoever of the nodes asked. */
export function useTestNow(connection: string) {
  const test = useTest(connection);
  const ask = () =>
    test.mutate(undefined, {
      onSuccess: (result) => keepTest(connection, { at: Date.now(), result }),
      onError: (error) => keepTest(connection, { at: Date.now(), result: { failed: error.message } }),
    });
  return { ask, isAsking: test.isPending };
}

export function TestNowButton({ connection }: { connection: string }) {
  const { ask, isAsking } = useTestNow(connection);
  return (
    <Button className="form-beside" loading={isAsking} onClick={ask}>
      {words.slot.test}
    </Button>
  );
}

/** What the last test came to, how old that is, and what helps. */
export function TestResult({ connection }: { connection: string }) {
  const kept = useKeptTest(connection);
  const now = useNow(1_000);
  const { ask } = useTestNow(connection);
  const answer = kept && answerOf(kept, now);
  const { Icon, color } = looks[answer?.kind ?? 'old'];
  return (
    <p className="form-test" style={{ color }}>
      <Icon size={14} aria-hidden />
      <span>
        {/* Only the answer is told aloud, never its age. */}
        <span role="status">{answer?.says.replace(/, [^,]* ago$|, just now$/, '') ?? words.slot.never}</span>
        <span aria-hidden>{/, ([^,]* ago|just now)$/.exec(answer?.says ?? '')?.[0]}</span>
        {answer?.help?.act === 'again' ? (
          <button type="button" className="form-fix" onClick={ask}>
            {answer.help.label}
          </button>
        ) : null}
        {answer?.help?.act === 'connection' ? (
          <Link className="form-fix" to="/connectors/$connectionId" params={{ connectionId: connection }}>
            {answer.help.label}
          </Link>
        ) : null}
        {answer && answer.kind !== 'works' && answer.asked.length > 0 ? <small className="mono form-asked">{answer.asked.at(-1)}</small> : null}
      </span>
    </p>
  );
}
