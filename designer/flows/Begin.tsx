import './begin.css';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { GraduationCap, LayoutTemplate, type LucideIcon, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMe } from '../api/session.ts';
import { useTemplates } from '../gallery/templates.ts';
import { useStartGuide } from '../guide/start-guide.ts';
import { gallery } from '../text/en/gallery.ts';
import { Wellness } from './Wellness.tsx';

const words = gallery.first;

/** A list without flows: three ways to begin, how long each takes, and whether the hub is well. */
export function Begin() {
  const me = useMe().data;
  const templates = useTemplates().data;
  const guide = useStartGuide();
  const navigate = useNavigate();
  return (
    <div className="begin">
      <h2>{words.title}</h2>
      <p className="begin-lead">{me?.role === 'operator' ? words.operators : words.lead}</p>
      {me?.role === 'admin' ? (
        <ul>
          <Way icon={LayoutTemplate} title={words.templatesTitle} text={words.templatesText(templates?.length)}>
            <Button component={Link} to="/flows/new" variant="filled">
              {words.openGallery}
            </Button>
          </Way>
          <Way icon={GraduationCap} title={words.guideTitle} text={words.guideText}>
            <Button loading={guide.isPending} onClick={() => guide.mutate()}>
              {gallery.begin}
            </Button>
          </Way>
          <Way icon={Upload} title={words.bringTitle} text={words.bringText}>
            <Button onClick={() => void navigate({ to: '/flows/new', search: { open: 'import' } })}>{words.choose}</Button>
          </Way>
        </ul>
      ) : null}
      <Wellness />
    </div>
  );
}

function Way({ icon: Icon, title, text, children }: { icon: LucideIcon; title: string; text: string; children: ReactNode }) {
  return (
    <li className="card begin-way">
      <span className="flow-tile" aria-hidden>
        <Icon size={18} strokeWidth={1.75} />
      </span>
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {children}
    </li>
  );
}
