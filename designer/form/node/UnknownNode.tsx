import type { FlowNode } from '../../../flows/flow.ts';
import { form as words } from '../../text/en/form.ts';

/** A node nobody here knows: as it is written, to be read only. */
export const UnknownNode = ({ node }: { node: FlowNode }) => (
  <section className="form-part">
    <p className="form-words">{words.unknown.lead}</p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
    <section className="form-json mono" aria-label={words.unknown.json} tabIndex={0}>
      {JSON.stringify(node, null, 2)}
    </section>
  </section>
);
