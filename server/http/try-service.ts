/** What the API asks of trying; server/hub hands in who answers. */
import type { Flow } from '../../flows/flow.ts';
import type { Viewer } from '../access/viewer.ts';
import type { MakeTestAnswer, MakeTestAsk, RunTestsAnswer, TryAnswer, TryAsk } from './api.ts';

/** All of them throw ProblemError: 404 for what is unknown, 422 for what cannot be tried. */
export interface Tries {
  play(by: Viewer, flowId: string, ask: TryAsk): Promise<TryAnswer>;
  make(by: Viewer, flowId: string, ask: MakeTestAsk): Promise<MakeTestAnswer>;
  /** The tests of a drawing, or one of them. */
  test(by: Viewer, flow: Flow, id?: string): Promise<RunTestsAnswer>;
}
