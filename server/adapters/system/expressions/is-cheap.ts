import type { Ast } from '../../../../flows/expression-syntax.ts';

const cheapFunctions = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim number floor ceil round abs boolean not exists ' +
    'lookup append keys type contains split join replace merge spread reverse map filter reduce each sift single now millis uuid random fromMillis ' +
    'formatNumber money plus minus times compare base64encode encodeUrlComponent'
  ).split(' '),
);
const cheapNodes = new Set([
  'path',
  'name',
  'string',
  'number',
  'value',
  'binary',
  'unary',
  'condition',
  'block',
  'bind',
  'function',
  'variable',
  'lambda',
  'apply',
  'filter',
  'sort',
]);

/**
 * True when an expression can be evaluated between two other things on the main thread: no regular expression, no range,
 * no wildcard, no function of its own that could call itself. What it then takes is bounded by small data and 20 ms.
 */
export function isCheap(ast: Ast): boolean {
  const seen = new WeakSet<object>();
  const visit = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return true;
    seen.add(value);
    if (Array.isArray(value)) return value.every(visit);
    const node = value as Ast;
    if (typeof node.type === 'string' && !allows(node)) return false;
    return Object.values(value).every(visit);
  };
  return visit(ast);
}

function allows(node: Ast): boolean {
  if (!cheapNodes.has(node.type) || node.focus !== undefined || node.index !== undefined) return false;
  if (node.type === 'binary') return node.value !== '..';
  if (node.type === 'bind') return (node.rhs?.type ?? '') !== 'lambda' && !cheapFunctions.has((node.lhs as Ast).value as string);
  if (node.type === 'lambda') return (node.arguments ?? []).every((argument) => !cheapFunctions.has(argument.value as string));
  if (node.type === 'function') return node.procedure?.type === 'variable' && cheapFunctions.has(node.procedure.value as string);
  return true;
}
