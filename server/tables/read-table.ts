/** A table out of CSV: all of it, or every bad cell with its line and column. */
import { type Problem, ProblemError } from '../../flows/flow.ts';
import type { Cell } from '../../flows/lookup-table.ts';
import { type CsvCell, readCsv, unmarked } from './csv.ts';
import { type Column, type ColumnType, soundTable, type Table, wrongIn } from './table.ts';

export interface ImportAsk {
  csv: string;
  /** `replace`: the rows are those of the file. `merge`: rows of the file are added or changed, the others stay. */
  mode?: 'replace' | 'merge';
  /** Of a new table: its title and key column; the first column when absent. */
  title?: string;
  key?: string;
}

const mostProblems = 50;

/** The table as it would be. Throws ProblemError whose paths are "line:column" of the file; nothing is changed. */
export function readTableCsv(ask: ImportAsk, before: Table | undefined, id: string): Table {
  const read = readCsv(ask.csv);
  if ('problem' in read) throw new ProblemError(422, read.problem);
  const [heads, ...lines] = read.rows;
  if (!heads) throw refuse('csv.empty', '1:1', 'The file is empty. Its first line names the columns.');
  const columns = columnsOf(heads, lines, before);
  const key = before?.key ?? ask.key ?? columns[0]!.name;
  if (!columns.some(({ name }) => name === key))
    throw refuse('csv.no_key', `${heads[0]!.line}:1`, `The first line names no column "${key}", by which rows are found. Add it, or check its spelling.`);
  const problems: Problem[] = [];
  const places: CsvCell[][] = [];
  const rows = lines.map((line) => {
    places.push(line);
    return rowOf(line, columns, problems);
  });
  if (problems.length > 0) throw new ProblemError(422, problems.slice(0, mostProblems));
  const table = { title: ask.title ?? before?.title ?? id, columns, key, rows };
  const sound = placed(table, places);
  return ask.mode === 'merge' && before ? soundTable(merged(before, sound)) : sound;
}

const refuse = (code: string, path: string, message: string): ProblemError => new ProblemError(422, { code, path, message });

/** Columns of the file: those that are known keep their type, new ones take the narrowest that all their cells fit. */
function columnsOf(heads: CsvCell[], lines: CsvCell[][], before: Table | undefined): Column[] {
  return heads.map(({ text }, at) => {
    const name = unmarked(text.trim());
    const known = before?.columns.find((column) => column.name === name);
    return known ?? { name, type: typeOf(lines.map((line) => line[at]?.text ?? '')) };
  });
}

const number = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
const isTruth = (text: string): boolean => /^(true|false)$/i.test(text);

function typeOf(texts: string[]): ColumnType {
  const filled = texts.filter((text) => text.trim() !== '');
  if (filled.length === 0) return 'text';
  if (filled.every((text) => number.test(text.trim()))) return 'number';
  if (filled.every((text) => isTruth(text.trim()))) return 'boolean';
  return filled.every((text) => wrongIn({ name: '', type: 'date' }, text.trim()) === undefined) ? 'date' : 'text';
}

function rowOf(line: CsvCell[], columns: Column[], problems: Problem[]): Cell[] {
  const [first] = line;
  if (line.length > columns.length) {
    const extra = line[columns.length]!;
    problems.push({
      code: 'csv.too_many_cells',
      path: `${extra.line}:${extra.column}`,
      message: `Line ${extra.line}, column ${extra.column}: the line has ${line.length} cells for ${columns.length} columns.`,
    });
  } else if (line.length < columns.length && first)
    problems.push({
      code: 'csv.too_few_cells',
      path: `${first.line}:${first.column}`,
      message: `Line ${first.line}: the line has ${line.length} cells for ${columns.length} columns.`,
    });
  return columns.map((column, at) => (line[at] ? cellOf(column, line[at], problems) : null));
}

function cellOf(column: Column, { text, line, column: at }: CsvCell, problems: Problem[]): Cell {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const cell = convert(column.type, trimmed, text);
  const wrong = cell === undefined ? wrongIn(column, trimmed) : wrongIn(column, cell);
  if (wrong === undefined) return cell ?? null;
  problems.push({
    code: 'csv.cell',
    path: `${line}:${at}`,
    message: `Line ${line}, column ${at}: "${trimmed.slice(0, 40)}" is no ${column.name} — ${wrong}`,
  });
  return null;
}

/** Undefined when the text is no value of the type. */
function convert(type: ColumnType, trimmed: string, text: string): Cell | undefined {
  if (type === 'number') return number.test(trimmed) ? Number(trimmed) : undefined;
  if (type === 'boolean') return isTruth(trimmed) ? trimmed.toLowerCase() === 'true' : undefined;
  return type === 'date' ? trimmed : unmarked(text);
}

/** The checks of a table, told by lines of the file. */
function placed(table: Table, places: CsvCell[][]): Table {
  try {
    return soundTable(table);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(
      422,
      error.problems.map((problem) => {
        const [, row, cell] = /^\/rows\/(\d+)(?:\/(\d+))?$/.exec(problem.path) ?? [];
        const found = row === undefined ? undefined : places[Number(row)]?.[Number(cell ?? 0)];
        if (!found) return { ...problem, path: problem.path.startsWith('/columns') ? '1:1' : problem.path };
        return { ...problem, path: `${found.line}:${found.column}`, message: `Line ${found.line}: ${problem.message}` };
      }),
    );
  }
}

/** Rows of the file over those that stand: columns it does not name keep what they hold. */
function merged(before: Table, file: Table): Table {
  const added = file.columns.filter(({ name }) => !before.columns.some((column) => column.name === name));
  const columns = [...before.columns, ...added];
  const place = (table: Table) => columns.map(({ name }) => table.columns.findIndex((column) => column.name === name));
  const [inBefore, inFile] = [place(before), place(file)];
  const keyOf = (table: Table, row: Cell[]): string => String(row[table.columns.findIndex(({ name }) => name === table.key)]);
  const rows = new Map(before.rows.map((row) => [keyOf(before, row), inBefore.map((at) => row[at] ?? null)]));
  for (const row of file.rows) {
    const old = rows.get(keyOf(file, row));
    rows.set(
      keyOf(file, row),
      inFile.map((at, to) => (at < 0 ? (old?.[to] ?? null) : (row[at] ?? null))),
    );
  }
  return { ...file, columns, rows: [...rows.values()] };
}
