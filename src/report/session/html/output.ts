import type { FiledOutput } from '../../../session/ports.ts';
import type { Verification } from '../../../session/log/verification.ts';
import { plural } from '../../text/layout.ts';
import { excerptOf, outputText } from '../export/excerpt.ts';
import type { SessionFiles } from '../export/exported.ts';
import { sizeText } from '../timeline-step.ts';
import { html, type Markup, nothing } from './markup.ts';

/** Of one output. */
const limits = { head: 48 * 1024, tail: 16 * 1024 };

/** Of all outputs together: a browser on a phone has to open the file. */
const mostBytes = 8 * 1024 * 1024;

/** Short enough to be printed although it is folded. */
const shortBytes = 4 * 1024;

/** What a document may still show of outputs. */
export interface OutputBudget {
  take(bytes: number): boolean;
}

export function createOutputBudget(most = mostBytes): OutputBudget {
  let left = most;
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
  };
}

/** What showing an output takes. */
export interface OutputContext {
  readonly files: SessionFiles;
  readonly verification: Verification;
  readonly budget: OutputBudget;
}

/** The output of an attempt, folded unless it is `open`: its beginning and its end, and where the whole of it is. */
export async function outputBlock(
  output: FiledOutput,
  open: boolean,
  { files, verification, budget }: OutputContext,
): Promise<Markup> {
  const masked = output.redactions === 0 ? '' : `, ${plural(output.redactions, 'secret')} masked`;
  const cut = output.truncated ? ', cut while it was written' : '';
  const title = `Output, ${sizeText(output.bytes)}${masked}${cut}`;
  const kind = output.bytes <= shortBytes ? 'short' : 'long';
  const body = budget.take(Math.min(output.bytes, limits.head + limits.tail))
    ? await shown(files, output)
    : html`<p class="warning">Left out, since this document shows no more than ${sizeText(mostBytes)} of outputs.</p>`;
  return html`<details class="${kind}"${open ? html` open` : nothing}><summary>${title}</summary>
${doubts(output, verification)}<p class="soft">The whole of it: <code>${output.path}</code> in the session’s folder; its name is its SHA-256.</p>
${body}
</details>
`;
}

/** An output that is not what the log names is no evidence. */
function doubts({ path }: FiledOutput, { findings }: Verification): readonly Markup[] {
  return findings
    .filter(({ severity, place }) => severity === 'failure' && place === path)
    .map(({ message }) => html`<p class="bad"><strong>✗ ${message}</strong></p>\n`);
}

async function shown(files: SessionFiles, output: FiledOutput): Promise<Markup> {
  const excerpt = await excerptOf(files, output, limits);
  if (excerpt === undefined) {
    return html`<p class="bad">✗ The session’s folder holds no file of that name that could be read.</p>`;
  }
  const head = html`<pre>${outputText(excerpt.head)}</pre>`;
  if (excerpt.leftOut === 0) return head;
  return html`${head}
<p class="warning">! ${sizeText(excerpt.leftOut)} left out here.</p>
<pre>${outputText(excerpt.tail)}</pre>`;
}
