import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { field, items, record } from '../../manifest/json.ts';
import { type Edit, blockEnd, columnOf, lineEnd, lineStart, splice } from './splice.ts';

/** An image and the tag that it is to have. */
export interface WantedImage {
  readonly image: string;
  readonly tag: string;
}

/** What was there for an image, and is replaced. */
export interface ImageChange {
  readonly image: string;
  /** The old tag or digest; undefined: there was no entry, or one that set neither. */
  readonly old: string | undefined;
  /** The old entry pinned a digest, which is gone now. */
  readonly digest: boolean;
}

export type EditedImages =
  | { readonly ok: true; readonly text: string; readonly changes: readonly ImageChange[] }
  /** Why the file can't be edited without a person. */
  | { readonly ok: false; readonly reason: string };

/**
 * Sets `newTag` of images in the text of a kustomization. Only the bytes that must change do: comments, order,
 * quotes and indentation stay. The result is read again and refused unless it means just what was wanted.
 */
export function editImages(text: string, wanted: readonly WantedImage[]): EditedImages {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) return refused(`it is not valid YAML: ${error.message}`);
  const root = document.contents;
  if (!isMap(root) || root.flow === true) return refused('it is not a mapping in block style');
  const images = root.get('images', true);
  if (images !== undefined && !isSeq(images) && !isNull(images)) return refused('`images` is not a list');
  const list = isSeq(images) ? images : undefined;
  const edits: Edit[] = [];
  const changes: ImageChange[] = [];
  const added: WantedImage[] = [];
  for (const want of wanted) {
    const entry = list === undefined ? undefined : entryOf(list, want.image);
    if (entry === undefined) {
      added.push(want);
      changes.push({ image: want.image, old: undefined, digest: false });
      continue;
    }
    const edited = editEntry(text, entry, want);
    if (typeof edited === 'string') return refused(edited);
    if (edited.edits.length > 0) changes.push(edited.change);
    edits.push(...edited.edits);
  }
  if (added.length > 0) {
    const addition = addEntries(text, root, list, added);
    if (typeof addition === 'string') return refused(addition);
    edits.push(addition);
  }
  return verified(text, splice(text, edits), wanted, changes);
}

function refused(reason: string): EditedImages {
  return { ok: false, reason };
}

function isNull(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

/** The entry that sets the image's tag: by the name in the manifests, or by the name it is given instead. */
function entryOf(list: YAMLSeq, image: string): YAMLMap | undefined {
  const entries = list.items.filter((item) => isMap(item));
  return (
    entries.find((item) => item.get('newName') === image) ??
    entries.find((item) => item.get('name') === image && !item.has('newName'))
  );
}

interface EditedEntry {
  readonly edits: readonly Edit[];
  readonly change: ImageChange;
}

function editEntry(text: string, entry: YAMLMap, { image, tag }: WantedImage): EditedEntry | string {
  const tagPair = pairOf(entry, 'newTag');
  const digestPair = pairOf(entry, 'digest');
  const old = scalarText(digestPair) ?? scalarText(tagPair);
  const change = { image, old, digest: digestPair !== undefined };
  if (digestPair === undefined && scalarText(tagPair) === tag && typeof entry.get('newTag') === 'string') {
    return { edits: [], change };
  }
  const [pair, second] = [tagPair, digestPair]
    .filter((each) => each !== undefined)
    .toSorted((a, b) => entry.items.indexOf(a) - entry.items.indexOf(b));
  if (pair === undefined) return addTag(text, entry, { image, tag }, change);
  const range = pairRange(pair);
  if (range === undefined) return `the entry of ${image} uses an alias; write it out by hand`;
  const replaced =
    pair === tagPair
      ? { start: range.value, end: range.end, text: scalar(tag, text[range.value]) }
      : { start: range.start, end: range.end, text: `newTag: ${scalar(tag, undefined)}` };
  if (second === undefined) return { edits: [replaced], change };
  const removed = entry.flow === true ? undefined : removeLine(text, second);
  if (removed === undefined)
    return `the entry of ${image} has both a tag and a digest; take one of them out by hand`;
  return { edits: [replaced, removed], change };
}

/** Takes out a key that has a line of its own, with the line end before it. */
function removeLine(text: string, pair: Pair): Edit | undefined {
  const range = pairRange(pair);
  if (range === undefined) return undefined;
  const start = lineStart(text, range.start);
  if (text.slice(start, range.start).trim() !== '' || start === 0) return undefined;
  return {
    start: lineEnd(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0)),
    end: lineEnd(text, range.end),
    text: '',
  };
}

function addTag(
  text: string,
  entry: YAMLMap,
  { image, tag }: WantedImage,
  change: ImageChange,
): EditedEntry | string {
  const [first] = entry.items;
  const last = entry.items.at(-1);
  const from = first === undefined ? undefined : pairRange(first);
  const to = last === undefined ? undefined : pairRange(last);
  if (from === undefined || to === undefined)
    return `the entry of ${image} uses an alias; write it out by hand`;
  if (entry.flow === true) {
    return { edits: [{ start: to.end, end: to.end, text: `, newTag: ${scalar(tag, undefined)}` }], change };
  }
  const indent = ' '.repeat(columnOf(text, from.start));
  const end = lineEnd(text, to.end);
  return {
    edits: [{ start: end, end, text: `${eolOf(text)}${indent}newTag: ${scalar(tag, undefined)}` }],
    change,
  };
}

function addEntries(
  text: string,
  root: YAMLMap,
  list: YAMLSeq | undefined,
  added: readonly WantedImage[],
): Edit | string {
  const eol = eolOf(text);
  const lines = (indent: string): string =>
    added
      .map(({ image, tag }) => `${indent}- name: ${image}${eol}${indent}  newTag: ${scalar(tag, undefined)}`)
      .join(eol);
  const pair = pairOf(root, 'images');
  if (pair === undefined) {
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return { start: text.length, end: text.length, text: `${gap}images:${eol}${lines('')}${eol}` };
  }
  if (list === undefined || list.items.length === 0) {
    const range = pairRange(pair);
    if (range === undefined) return '`images` is an alias; write it out by hand';
    return { start: range.keyEnd, end: Math.max(range.keyEnd, range.end), text: `:${eol}${lines('')}` };
  }
  if (list.flow === true) return '`images` is a list in one line; write it in lines of its own by hand';
  const start = list.range?.[0] ?? 0;
  const end = blockEnd(text, list.range?.[1] ?? text.length);
  return { start: end, end, text: `${eol}${lines(' '.repeat(start - lineStart(text, start)))}` };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function pairRange(pair: Pair): { start: number; keyEnd: number; value: number; end: number } | undefined {
  const key = isScalar(pair.key) ? pair.key.range : undefined;
  const value = isScalar(pair.value) || isSeq(pair.value) || isMap(pair.value) ? pair.value.range : undefined;
  if (!key || !value) return undefined;
  return { start: key[0], keyEnd: key[1], value: value[0], end: value[1] };
}

/** As it is written: 1.10 is a tag, not the number 1.1. */
function scalarText(pair: Pair | undefined): string | undefined {
  const value = pair?.value;
  return isScalar(value) && value.value !== null ? value.source : undefined;
}

/** A tag as YAML text: quoted as the old one was, or where it would not be read as text. */
function scalar(tag: string, oldQuote: string | undefined): string {
  if (oldQuote === "'" || oldQuote === '"') return `${oldQuote}${tag}${oldQuote}`;
  return parseDocument(tag).toJS() === tag ? tag : `"${tag}"`;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Reads the result again: every wanted image has its tag and no digest, and nothing else is different. */
function verified(
  before: string,
  text: string,
  wanted: readonly WantedImage[],
  changes: readonly ImageChange[],
): EditedImages {
  const { errors, contents } = parseDocument(text);
  const images = isMap(contents) ? contents.get('images') : undefined;
  const isGood = wanted.every(({ image, tag }) => {
    const entry = isSeq(images) ? entryOf(images, image) : undefined;
    return entry?.get('newTag') === tag && !entry.has('digest');
  });
  const names = wanted.map(({ image }) => image);
  if (errors.length > 0 || !isGood || othersOf(before, names) !== othersOf(text, names)) {
    return refused('its layout is not understood; edit it by hand');
  }
  return { ok: true, text, changes };
}

/** All that is not about the wanted images, in a form that can be compared. */
function othersOf(text: string, wanted: readonly string[]): string {
  const root: unknown = parseDocument(text).toJS();
  const isOther = (entry: unknown): boolean =>
    !wanted.some((image) => field(entry, 'name') === image || field(entry, 'newName') === image);
  return JSON.stringify({ ...record(root), images: items(field(root, 'images')).filter(isOther) });
}
