import { type Purpose, purposes } from '../../flows/purposes.ts';
import type { TemplateInfo } from '../../server/http/api.ts';

/** The gallery's address: what is shown, and which dialog stands open. */
export interface GallerySearch {
  for?: Purpose;
  find?: string;
  /** Template that is looked at. */
  look?: string;
  open?: 'import' | 'empty';
}

/** Reads the address; what makes no sense there is left out. */
export function readSearch(raw: Record<string, unknown>): GallerySearch {
  const purpose = purposes.find((one) => one === raw['for']);
  const { find, look, open } = raw;
  return {
    ...(purpose === undefined ? {} : { for: purpose }),
    ...(typeof find === 'string' && find !== '' ? { find } : {}),
    ...(typeof look === 'string' && look !== '' ? { look } : {}),
    ...(open === 'import' || open === 'empty' ? { open } : {}),
  };
}

/** Templates for a purpose whose words hold all that was typed: title, sentence, steps, systems. */
export function matching(templates: readonly TemplateInfo[], { for: purpose, find = '' }: GallerySearch): TemplateInfo[] {
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    if (purpose !== undefined && !template.for.includes(purpose)) return false;
    const words = [template.title, template.text, ...template.steps, ...template.systems.map(({ title }) => title), ...template.tables].join(' ').toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
}
