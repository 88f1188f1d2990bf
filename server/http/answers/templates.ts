/** What the API answers about templates: `api/templates.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anything, list, object, oneOf, page, ref, text, whole } from '../shapes.ts';

const template: Record<string, JsonObject> = {
  id: text,
  title: text,
  text,
  for: list(oneOf('retail', 'b2b', 'installation', 'marketplace', 'finance')),
  steps: list(text),
  systems: list(object({ slot: text, connector: text, title: text })),
  tables: list(text),
  minutes: whole,
};

export const templatesAnswers: Record<string, JsonObject> = {
  TemplateInfo: object(template),
  TemplatePage: page('TemplateInfo'),
  TemplateDetail: object({ ...template, flow: ref('Flow'), sample: anything }),
};
