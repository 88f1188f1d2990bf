import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { EinvoiceViewFinding } from '../../server/http/api.ts';
import { invoices as words } from '../text/en/invoices.ts';

export interface FindingsProps {
  findings: readonly EinvoiceViewFinding[];
  packs: readonly string[];
  chosen: number | undefined;
  onChoose: (index: number) => void;
  onPane: (pane: 'invoice' | 'source') => void;
}

const severities = ['fatal', 'warning'] as const;

/** What is wrong, worst first: the rule in words, its terms, what was found and what would be right. */
export function Findings({ findings, packs, chosen, onChoose, onPane }: FindingsProps) {
  const shown = findings.map((finding, index) => ({ finding, index }));
  const of = (severity: EinvoiceViewFinding['severity']) => shown.filter(({ finding }) => finding.severity === severity);
  const [fatal, warning] = [of('fatal').length, of('warning').length];
  return (
    <section className="invoice-findings" aria-label={words.findings}>
      <div className="card-head">
        <h2>{words.findings}</h2>
        {findings.length > 0 ? <span className="hint">{words.broken}</span> : null}
        <span className="push quiet num">{[fatal > 0 && words.fatal(fatal), warning > 0 && words.warning(warning)].filter(Boolean).join(', ')}</span>
      </div>
      {packs.length === 0 ? (
        <p className="card-body hint">{words.noRules}</p>
      ) : findings.length === 0 ? (
        <p className="card-body findings-none" role="status">
          <CircleCheck size={16} color="var(--completed)" aria-hidden />
          <span>
            <strong>{words.valid}</strong> {words.validText(packs)}
          </span>
        </p>
      ) : null}
      <div className="findings-scroll">
        {severities.map((severity) =>
          of(severity).length === 0 ? null : (
            <section key={severity} aria-label={words.severity[severity]}>
              <h3 className="findings-group">
                {severity === 'fatal' ? (
                  <CircleX size={14} aria-hidden color="var(--parked)" />
                ) : (
                  <TriangleAlert size={14} aria-hidden color="var(--waiting)" />
                )}
                {words.severity[severity]} <span className="hint">{words.severityText[severity]}</span>
              </h3>
              <ul>
                {of(severity).map(({ finding, index }) => (
                  <li key={index}>
                    <Finding
                      finding={finding}
                      isChosen={index === chosen}
                      onGo={() => {
                        onChoose(index);
                        onPane(finding.at === undefined ? 'source' : 'invoice');
                      }}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
        {findings.length > 0 ? <p className="card-body hint">{words.validText(packs)}</p> : null}
      </div>
    </section>
  );
}

function Finding({
  finding: { rule, message, terms, value, fix, line, at },
  isChosen,
  onGo,
}: {
  finding: EinvoiceViewFinding;
  isChosen: boolean;
  onGo: () => void;
}) {
  return (
    <button type="button" className="finding" aria-pressed={isChosen} onClick={onGo}>
      <span className="finding-head">
        <span className="mono">{rule}</span>
        <span className="hint num">{words.atLine(line)}</span>
      </span>
      <span>{wordsOf(message)}</span>
      {value === undefined && fix === undefined ? null : (
        <span className="finding-values">
          {value === undefined ? null : (
            <span>
              {words.value} <b className="num">{value === '' ? '“”' : value}</b>
            </span>
          )}
          {fix === undefined ? null : (
            <span>
              {words.fix} <b className="num finding-fix">{fix}</b>
            </span>
          )}
        </span>
      )}
      <span className="finding-terms">
        {terms.map((term) => (
          <span key={term} className="tag">
            {term}
          </span>
        ))}
        {at === undefined ? <span className="hint">{words.noPlace}</span> : null}
      </span>
    </button>
  );
}

/** The rule alone: what was found and expected is shown beside it. */
const wordsOf = (message: string): string => message.replace(/ Found "(?:[^"\\]|\\.)*"\./, '').replace(/ Expected .*\.$/, '');
