import type { Matcher } from './matcher.ts';

/** Words that tell of an error, each as it is written in lower case, as a title and in capitals. */
const words = ['error', 'failed', 'failure', 'fatal', 'panic', 'exception', 'traceback', 'denied', 'refused'];
const wordForms = words.flatMap((word) => {
  const plural = word === 'error' || word === 'failure' || word === 'exception';
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return [word, title, word.toUpperCase()].map((form) => (plural ? `${form}[sS]?` : form));
});

/**
 * A line that looks like an error. Also: class names (`NullPointerException`), `timed out`, Telegraf's `E!`,
 * and lines of severity E or F in the header of klog, by k8s.io/klog.
 */
const looksBad = new RegExp(
  [
    String.raw`(?:(?<![A-Za-z])(?:${wordForms.join('|')})|[a-z](?:Error|Exception)s?)(?![a-z])`,
    String.raw`\b[Tt]imed[ -]?out\b|\bTIMED[ _]OUT\b`,
    String.raw`(?<!\S)E!(?!\S)`,
    String.raw`(?<![^\n])[EF]\d{4} \d\d:\d\d:\d\d`,
  ].join('|'),
  'g',
);

const named = String.raw`(?<![A-Za-z])(?:errors?|failures?|failed|exceptions?)["']?`;

/** What only says that there was none: `0 errors`, `no error`, `failed=0`, `error: null`, `err=<nil>`. */
const saysNone = new RegExp(
  [
    String.raw`(?<![\w.])(?:0|no|zero|without|without any)\s+(?:[a-z]+\s+)?(?:errors?|failures?|failed|exceptions?)(?![a-z])`,
    String.raw`${named}\s*=\s*["']?(?:0|none|null|nil|<nil>|false)(?![\w.])`,
    String.raw`(?<![A-Za-z])(?:errors|failures|failed)["']?\s*:\s*0(?![\w.])`,
    // Behind a colon there may be a sentence: “error: no such file” is one.
    String.raw`${named}\s*:\s*["']?(?:0|none|no|null|nil|<nil>|false)["']?\s*(?:$|[,;)}\]])`,
    String.raw`${named}\s*[:=]\s*(?:""|''|\[\]|\{\})`,
  ].join('|'),
  'gi',
);

/** Lines that look like an error, as an operator would look for them. It can't know: it only helps to find. */
export const errorMatcher: Matcher = {
  prepare: (text) => text,
  candidate: (text, from) => {
    looksBad.lastIndex = from;
    return looksBad.exec(text)?.index ?? -1;
  },
  matches: (line) => line.replaceAll(saysNone, '').search(looksBad) >= 0,
};
