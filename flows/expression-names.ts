import { compileLinear } from './expression-regex.ts';
import { type Ast, placeIn } from './expression-syntax.ts';
import type { Problem } from './flow.ts';

/** What an expression may look at: the data of its run, the values of its environment and nothing of the host. */
export const expressionRoots = ['trigger', 'order', 'steps', 'item', 'run', 'env'] as const;

const builtIn =
  'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match contains replace split join ' +
  'formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random boolean not map zip filter single reduce sift keys ' +
  'lookup append exists spread merge reverse each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl ' +
  'decodeUrlComponent decodeUrl toMillis fromMillis clone now millis';
const ours = 'uuid money plus minus times compare';

/** Functions an expression may call; `$eval` is not among them. */
export const expressionFunctions: ReadonlySet<string> = new Set(`${builtIn} ${ours}`.split(' '));

/** Of one expression; whoever has more has one cause. */
const mostProblems = 20;

const roots = new Set<unknown>(expressionRoots);

/**
 * Every name that is neither data of the run, nor bound in the expression, nor a known function; and every regex that is not linear.
 * `tell` hears of every path that starts from the run's data, with the step after its first.
 */
export function checkNames(source: string, ast: Ast, tell?: (root: Ast, next: Ast | undefined) => void): Problem[] {
  const problems: Problem[] = [];
  const bound = namesBoundIn(ast);
  const known = (name: unknown): boolean => bound.has(name) || expressionFunctions.has(name as string);
  const seen = new WeakSet<Ast>();

  const report = (code: string, node: Ast, length: number, message: string): void => {
    if (problems.length < mostProblems) problems.push({ code, path: placeIn(source, (node.position ?? length) - length), message });
  };
  const unknownName = (node: Ast): void =>
    report(
      'expr.unknown_variable',
      node,
      String(node.value).length,
      `"${node.value}" is not known here — an expression starts from ${expressionRoots.join(', ')}.`,
    );
  const unknownFunction = (node: Ast, name: string, sigil: string): void => {
    const hint = sigil === '' && expressionFunctions.has(name) ? `write $${name}(…)` : 'use a JSONata function, or $money, $plus, $minus, $times, $compare';
    report('expr.unknown_function', node, name.length + sigil.length, `${sigil}${name} is not a function an expression may call — ${hint}.`);
  };

  const each = (nodes: (Ast | undefined)[] | undefined, atRoot: boolean): void => {
    for (const node of nodes ?? []) if (node) walk(node, atRoot);
  };
  /** `atRoot`: names are looked up in the run's data, not in a value met on the way. */
  const walk = (node: Ast, atRoot: boolean): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.type === 'path') walkPath(node.steps ?? [], atRoot);
    else if (node.type === 'name' && atRoot && !roots.has(node.value)) unknownName(node);
    else if (node.type === 'variable') walkVariable(node);
    else if (node.type === 'regex') checkRegex(node);
    else if (node.procedure) walkCall(node.procedure, atRoot);
    if (node.type !== 'lambda') each(node.arguments, atRoot);
    each([node.body, node.condition, node.then, node.else, node.expression, node.rhs], atRoot);
    each(node.expressions, atRoot);
    if (Array.isArray(node.lhs)) each(node.lhs.flat(), atRoot);
    else if (node.type !== 'bind') each([node.lhs], atRoot);
    each(node.group?.lhs.flat(), false);
    each([node.pattern, node.update, node.delete, node.expr], false);
    each(node.stages, false);
    each(node.predicate, false);
    each(
      node.terms?.map((term) => term.expression),
      false,
    );
  };
  const walkPath = (steps: Ast[], atRoot: boolean): void => {
    const [first] = steps;
    const fromContext = first?.type === 'variable' && first.value === '';
    const fromRoot = first?.type === 'variable' && first.value === '$';
    steps.forEach((step, at) => {
      const isRoot = (at === 0 && atRoot) || (at === 1 && (fromRoot || (fromContext && atRoot)));
      if (isRoot && step.type === 'name') tell?.(step, steps[at + 1]);
      walk(step, isRoot);
    });
  };
  const walkVariable = (node: Ast): void => {
    if (node.value === '' || node.value === '$' || known(node.value)) return;
    if (node.value === 'eval') unknownFunction(node, 'eval', '$');
    else
      report(
        'expr.unknown_variable',
        node,
        String(node.value).length + 1,
        `$${node.value} is not known here — bind it with := first, or start from ${expressionRoots.join(', ')}.`,
      );
  };
  const walkCall = (procedure: Ast, atRoot: boolean): void => {
    const name = procedure.type === 'path' && procedure.steps?.length === 1 ? procedure.steps[0] : procedure;
    if (name?.type === 'name') unknownFunction(name, String(name.value), '');
    else if (procedure.type !== 'variable') walk(procedure, atRoot);
    else if (!known(procedure.value)) unknownFunction(procedure, String(procedure.value), '$');
  };
  const checkRegex = (node: Ast): void => {
    try {
      compileLinear(node.value as RegExp);
    } catch (error) {
      const reason = (error as Error).message.replace('error parsing regexp: ', '');
      report(
        'expr.syntax',
        node,
        1,
        `The regular expression ${node.value} cannot be matched in linear time (${reason}) — write it without look-around and back references.`,
      );
    }
  };

  walk(ast, true);
  return problems;
}

/** Names given by `:=`, function parameters, `@$x` and `#$i`, anywhere in the expression. */
function namesBoundIn(ast: Ast): ReadonlySet<unknown> {
  const names = new Set<unknown>();
  const seen = new WeakSet<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp || seen.has(value)) return;
    seen.add(value);
    const node = value as Ast;
    if (node.type === 'bind') names.add((node.lhs as Ast).value);
    if (node.type === 'lambda') for (const argument of node.arguments ?? []) names.add(argument.value);
    if (node.type === 'index') names.add(node.value);
    if (typeof node.focus === 'string') names.add(node.focus);
    if (typeof node.index === 'string') names.add(node.index);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(ast);
  return names;
}
