import type { TaskInfo } from '../../server/http/api.ts';
import { useTaskAct } from '../api/tasks.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { useAnswer } from './use-answer.ts';

/** Asks what the task's form asks; with four eyes the answer goes to a second person. */
export function TaskForm({ task, onDone }: { task: TaskInfo; onDone: () => void }) {
  const answer = useAnswer(task.form);
  const act = useTaskAct(task.id);
  const title = `${task.title}, ${task.key}`;
  return (
    <AnswerForm
      answer={answer}
      go={task.fourEyes ? en.inbox.toSecond : en.inbox.complete}
      disabled={!task.mine}
      sending={act.isPending}
      onSend={(given) =>
        act.mutate(
          { act: 'complete', answer: given },
          {
            onSuccess: () => {
              say(task.fourEyes ? en.inbox.didAnswer(title) : en.inbox.didComplete(title));
              onDone();
            },
            onError: (error) => {
              if (!answer.refuse(error)) sayRefused(error);
            },
          },
        )
      }
    />
  );
}
