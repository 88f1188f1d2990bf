import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Flow, Json, StepInfo } from '../../server/http/api.ts';
import { momentOf, spanOf } from '../show/moment.ts';
import { Status } from '../show/Status.tsx';
import { useNow } from '../show/use-now.ts';
import { run as words } from '../text/en/run.ts';
import { Attempts } from './Attempts.tsx';
import { EffectKey } from './EffectKey.tsx';
import { effectWords } from './effect-words.ts';
import { FieldRows } from './FieldRows.tsx';
import { fieldRows } from './field-rows.ts';
import { FoldedJson, JsonBlock } from './JsonBlock.tsx';

type Tab = keyof typeof words.tabs;

/** One step: what went in, what came out, what failed, and what its effect means when an answer is lost. */
export function StepPanel({ step, drawing }: { step: StepInfo; drawing: Flow }) {
  const [picked, setPicked] = useState<Tab>();
  const first: Tab = step.attempts.length > 0 || step.status === 'failed' ? 'attempts' : step.output === undefined ? 'input' : 'output';
  const effect = step.effect && effectWords(step, drawing);
  return (
    <section className="card run-step" aria-label={step.title}>
      <div className="card-head run-step-head">
        <h2>{step.title}</h2>
        <Status status={step.status} />
        {step.port ? <span className="hint">{words.left(step.port)}</span> : null}
        <span className="hint mono push">{step.type}</span>
      </div>
      <div className="run-step-facts">
        {step.error ? (
          <p>
            <strong>{step.error.message}</strong> <span className="mono quiet">{step.error.code}</span>
          </p>
        ) : null}
        {step.status === 'scheduled' && step.due ? <NextTry at={step.due} /> : null}
        {effect && step.effect ? (
          <p title={effect.why}>
            <span className="tag">{words.classOf[step.effect.class]}</span> {effect.what}. <span className="quiet">{effect.why}</span>{' '}
            <EffectKey of={step.effect.key} />
          </p>
        ) : null}
      </div>
      <Tabs value={picked ?? first} onChange={(value) => setPicked(value as Tab)} className="run-step-tabs" keepMounted={false}>
        <Tabs.List>
          {(Object.keys(words.tabs) as Tab[]).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {words.tabs[tab]}
              {tab === 'attempts' && step.attempts.length > 0 ? <span className="quiet num"> {step.attempts.length}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="input">
          <Document value={step.input} none={words.noInput} />
        </Tabs.Panel>
        <Tabs.Panel value="output">
          <Document value={step.output} none={words.noOutput} />
        </Tabs.Panel>
        <Tabs.Panel value="attempts">
          <Attempts step={step} />
        </Tabs.Panel>
        <Tabs.Panel value="raw">
          <JsonBlock value={step as unknown as Json} name={words.wholeStep} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function Document({ value, none }: { value: Json | undefined; none: string }) {
  if (fieldRows(value).length === 0) return <p className="run-none">{none}</p>;
  return (
    <>
      <FieldRows value={value} />
      <FoldedJson value={value ?? null} name={words.raw} />
    </>
  );
}

function NextTry({ at }: { at: string }) {
  const left = Date.parse(at) - useNow(1_000);
  return <p className="num">{left > 0 ? words.next(spanOf(Math.ceil(left / 1_000) * 1_000), momentOf(at)) : words.nextNow}</p>;
}
