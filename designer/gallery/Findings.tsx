import { CircleX, TriangleAlert } from 'lucide-react';
import type { Problem } from '../../server/http/api.ts';
import { gallery } from '../text/en/gallery.ts';
import { lineOf } from './line-of.ts';

interface FindingsProps {
  text: string;
  problems: Problem[];
  title: string;
  tone: 'parked' | 'waiting';
}

/** What is wrong with a drawing, each at the line of its text. */
export function Findings({ text, problems, title, tone }: FindingsProps) {
  const Icon = tone === 'parked' ? CircleX : TriangleAlert;
  const rows = problems.map((problem) => ({ ...problem, line: lineOf(text, problem.path) })).sort((a, b) => a.line - b.line);
  return (
    <div className="callout findings" data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div>
        <p>{title}</p>
        <ul>
          {rows.map(({ line, path, code, message }) => (
            <li key={`${path}${code}${message}`}>
              <span className="num findings-line">{gallery.importDialog.line(line)}</span> {message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
