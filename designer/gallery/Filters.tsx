import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { purposes } from '../../flows/purposes.ts';
import type { TemplateInfo } from '../../server/http/api.ts';
import { gallery as words } from '../text/en/gallery.ts';
import type { GallerySearch } from './search.ts';

/** Narrows the gallery by purpose and words; both stand in the address. */
export function Filters({ templates, search, onFind }: { templates: TemplateInfo[]; search: GallerySearch; onFind: (find: string) => void }) {
  const chips = [undefined, ...purposes].map((purpose) => ({
    purpose,
    count: templates.filter((template) => purpose === undefined || template.for.includes(purpose)).length,
  }));
  return (
    <search className="gallery-filters">
      <nav className="gallery-chips" aria-label={words.filters}>
        {chips.map(({ purpose, count }) => (
          <Link
            key={purpose ?? ''}
            to="/flows/new"
            search={{ ...(search.find === undefined ? {} : { find: search.find }), ...(purpose === undefined ? {} : { for: purpose }) }}
            replace
            className="gallery-chip"
            {...(search.for === purpose ? { 'data-current': true, 'aria-current': 'true' as const } : {})}
          >
            {purpose === undefined ? words.all : words.purposes[purpose]} <span className="num">{count}</span>
          </Link>
        ))}
      </nav>
      <TextInput
        data-list-filter
        className="gallery-find"
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<Search size={14} aria-hidden />}
        value={search.find ?? ''}
        onChange={(event) => onFind(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </search>
  );
}
