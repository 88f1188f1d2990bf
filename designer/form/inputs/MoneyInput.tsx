import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { isMoney } from '../../../flows/flow.ts';
import { sameJson } from '../../draft/same-json.ts';
import { form as words } from '../../text/en/form.ts';
import { isObject } from '../schema-kind.ts';
import { focusProps, type InputProps } from './input.ts';

const amountShape = /^-?\d+(\.\d+)?$/;
const currencyShape = /^[A-Z]{3}$/;

/** An exact amount and its currency. Half of it stays in the fields; the document gets both or none. */
export function MoneyInput(props: InputProps) {
  const { value, onChange } = props;
  const [state, setState] = useState({ ...halvesOf(value), stands: value, seen: value });
  if (!sameJson(state.seen, value)) setState(sameJson(state.stands, value) ? { ...state, seen: value } : { ...halvesOf(value), stands: value, seen: value });
  const type = (half: { amount?: string; currency?: string }) => {
    const { amount, currency } = { amount: state.amount, currency: state.currency, ...half };
    const exact = amount.trim().replace(',', '.');
    const code = currency.trim().toUpperCase();
    const next = exact === '' && code === '' ? undefined : amountShape.test(exact) && currencyShape.test(code) ? { amount: exact, currency: code } : null;
    setState({ ...state, amount, currency, stands: next === null ? state.stands : next });
    if (next !== null && !sameJson(next, state.stands)) onChange(next);
  };
  const isEmpty = state.amount === '' && state.currency === '';
  const badAmount = !isEmpty && !amountShape.test(state.amount.trim().replace(',', '.'));
  const badCurrency = !isEmpty && !currencyShape.test(state.currency.trim().toUpperCase());
  return (
    <div className="form-money">
      <TextInput
        {...focusProps(props)}
        inputMode="decimal"
        placeholder="0.00"
        value={state.amount}
        error={badAmount && state.amount !== '' ? words.bad.amount : undefined}
        onChange={(event) => type({ amount: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`${props.label}, ${words.bad.currency}`}
        placeholder="EUR"
        maxLength={3}
        value={state.currency}
        error={badCurrency && (state.currency !== '' || !badAmount)}
        onChange={(event) => type({ currency: event.currentTarget.value.toUpperCase() })}
      />
    </div>
  );
}

const halvesOf = (value: unknown): { amount: string; currency: string } =>
  isMoney(value)
    ? { amount: value.amount, currency: value.currency }
    : isObject(value)
      ? { amount: String(value['amount'] ?? ''), currency: String(value['currency'] ?? '') }
      : { amount: '', currency: '' };
