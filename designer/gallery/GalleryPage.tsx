import './gallery.css';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { GraduationCap, Plus, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNodeTypes } from '../api/flows.ts';
import { useMe } from '../api/session.ts';
import { useStartGuide } from '../guide/start-guide.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { gallery as words } from '../text/en/gallery.ts';
import { en } from '../text/en.ts';
import { EmptyDialog } from './EmptyDialog.tsx';
import { Filters } from './Filters.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { LookDialog } from './LookDialog.tsx';
import { type GallerySearch, matching } from './search.ts';
import { TemplateCard } from './TemplateCard.tsx';
import { useTemplates, useUse } from './templates.ts';

const route = getRouteApi('/flows/new');

/** Where a flow begins: from one that works, from a file, with a guide, or empty. */
export function GalleryPage() {
  useCrumbs([{ name: en.flows.title, to: '/flows' }, { name: words.crumb }]);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const admin = useMe().data?.role === 'admin';
  const templates = useTemplates();
  const nodeTypes = useNodeTypes();
  const use = useUse();
  const guide = useStartGuide();
  const [pasted, setPasted] = useState('');
  const show = (change: Partial<Record<keyof GallerySearch, string | undefined>>) =>
    void navigate({ search: (now) => ({ ...now, ...change }) as GallerySearch, replace: true }); // what is no GallerySearch is read as nothing
  const close = () => {
    setPasted('');
    show({ look: undefined, open: undefined });
  };
  usePaste(admin && search.open === undefined, (text) => {
    setPasted(text);
    show({ open: 'import' });
  });
  const found = matching(templates.data ?? [], search);
  const taker = (id: string) => (admin ? () => use.mutate(id) : undefined);
  const busy = (id: string) => use.isPending && use.variables === id;
  const failed = templates.error ?? nodeTypes.error;
  return (
    <div className="page page-scroll gallery">
      <div className="page-head gallery-head">
        <div>
          <h1>{words.title}</h1>
          <p>{admin ? words.lead : words.onlyAdmins}</p>
        </div>
        {admin ? (
          <div className="push">
            <Button leftSection={<Upload size={14} />} onClick={() => show({ open: 'import' })}>
              {words.importFile}
            </Button>
            <Button leftSection={<Plus size={14} />} onClick={() => show({ open: 'empty' })}>
              {words.empty}
            </Button>
          </div>
        ) : null}
      </div>
      {failed ? (
        <div className="card">
          <PanelError title={words.failed} error={failed} onAgain={() => void Promise.all([templates.refetch(), nodeTypes.refetch()])} />
        </div>
      ) : !templates.data ? (
        <div className="card">
          <Bones rows={4} />
        </div>
      ) : (
        <>
          <Filters templates={templates.data} search={search} onFind={(find) => show({ find: find || undefined })} />
          {found.length === 0 ? (
            <div className="card">
              <Empty kind="filter" title={words.none} acts={<Button onClick={() => show({ for: undefined, find: undefined })}>{words.clear}</Button>}>
                {words.noneText}
              </Empty>
            </div>
          ) : (
            <ul className="templates">
              {found.map((template) => (
                <TemplateCard
                  key={template.id}
                  template={template}
                  nodeTypes={nodeTypes.data}
                  onLook={() => show({ look: template.id })}
                  onUse={taker(template.id)}
                  busy={busy(template.id)}
                />
              ))}
            </ul>
          )}
        </>
      )}
      {admin ? (
        <>
          <section className="card way" aria-labelledby="gallery-guide">
            <GraduationCap size={20} aria-hidden />
            <div>
              <h2 id="gallery-guide">{words.guideTitle}</h2>
              <p>{words.guideText}</p>
            </div>
            <Button loading={guide.isPending} onClick={() => guide.mutate()}>
              {words.begin}
            </Button>
          </section>
          <p className="hint">{words.pasteHint}</p>
        </>
      ) : null}
      {search.look !== undefined && nodeTypes.data ? (
        <LookDialog id={search.look} nodeTypes={nodeTypes.data} onUse={taker(search.look)} busy={busy(search.look)} onClose={close} />
      ) : null}
      {admin && search.open === 'import' && nodeTypes.data ? <ImportDialog key={pasted} nodeTypes={nodeTypes.data} given={pasted} onClose={close} /> : null}
      {admin && search.open === 'empty' ? <EmptyDialog onClose={close} /> : null}
    </div>
  );
}

/** Hears JSON that is pasted anywhere but into a field. */
function usePaste(on: boolean, onText: (text: string) => void): void {
  useEffect(() => {
    if (!on) return;
    const hear = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      const isField = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]') !== null;
      if (!isField && /^[{[]/.test(text)) onText(text);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  });
}
