/** A value shorter than this would blank out ordinary text wherever its letters occur. */
export const shortestSecret = 4;
const shortestLine = 6;
/** Columns at which `base64` and `openssl base64` wrap. */
const wraps = [76, 64];

/**
 * The forms in which a secret may show up in output: as it is, base64 and base64url at each of the three
 * alignments in a longer text, URL-encoded, JSON- and HTML-escaped, quoted by a shell, and each longer line
 * of a multi-line value. Without duplicates; none is shorter than `shortestSecret`.
 */
export function formsOf(secret: string): readonly string[] {
  const value = secret.toWellFormed();
  const forms = [value, ...textForms(value), ...base64Forms(value), ...lineForms(value)];
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret);
}

function textForms(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    value.replaceAll('\n', '\r\n'),
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    encodeURI(value),
    json,
    json.replaceAll('/', '\\/'),
    asciiJson(json),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    html.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    ...shellForms(value),
  ];
}

function asciiJson(json: string): string {
  return json.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Inside '…' and "…", as printf %q writes it, and inside $'…'. */
function shellForms(value: string): readonly string[] {
  const dollar = value.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return [
    value.replaceAll("'", `'\\''`),
    value.replaceAll("'", `'"'"'`),
    value.replaceAll(/["$`\\]/g, '\\$&'),
    value.replaceAll(/[^A-Za-z0-9_.,:/@%+=~\-\x80-\uffff]/g, '\\$&'),
    dollar,
  ];
}

function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const whole = bytes.toString('base64');
  const forms = [whole, ...[0, 1, 2].map((shift) => aligned(bytes, shift)), ...wrapped(whole)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Base64 of the bytes behind `shift` unknown ones, without the characters that unknown neighbours share. */
function aligned(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return padded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}

/** The lines of a wrapped encoding; the last one only as far as a line end behind the value leaves it alone. */
function wrapped(whole: string): readonly string[] {
  const safe = whole.replace(/.?=*$/, '');
  return wraps
    .filter((columns) => whole.length > columns)
    .flatMap((columns) => safe.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [])
    .filter((line) => line.length >= shortestLine);
}

function lineForms(value: string): readonly string[] {
  const lines = value.split(/\r?\n/);
  return lines.length === 1
    ? []
    : lines.map((line) => line.trim()).filter((line) => line.length >= shortestLine);
}
