/** Flows that ship with the hub, to begin with. */
import type { Flow, Json } from '../../../flows/flow.ts';
import type { Purpose } from '../../../flows/purposes.ts';

/** GET /api/templates */
export interface TemplateInfo {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  text: string;
  for: Purpose[];
  /** Titles of its nodes. */
  steps: string[];
  /** What its slots ask for; `title` is that of the connector. */
  systems: { slot: string; connector: string; title: string }[];
  /** Lookup tables it reads. */
  tables: string[];
  /** To set it up with systems of one's own. */
  minutes: number;
}

/** GET /api/templates/{id} */
export interface TemplateDetail extends TemplateInfo {
  flow: Flow;
  /** A first message to try it with. */
  sample: Json;
}

/** POST /api/templates/{id}/use; both are derived from the template where absent. */
export interface TemplateUse {
  id?: string;
  title?: string;
}
