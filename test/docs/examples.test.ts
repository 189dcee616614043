import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseTests } from '../../src/rehearsal/runbook-test/parse.ts';
import { parseScenario } from '../../src/rehearsal/scenario/parse.ts';
import type { Diagnostic } from '../../src/runbook/diagnostic.ts';
import { parseInventory } from '../../src/runbook/parse-inventory.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { SourceFile } from '../../src/runbook/source-text.ts';
import { stepKinds } from '../../src/steps/registry.ts';
import { type Block, documentedBlocks } from './blocks.ts';

/** Blocks that are run as programs are the end-to-end tests' (test/e2e/docs.test.ts). */
const programs = new Set(['sh', 'console']);

const blocks = documentedBlocks();

describe('examples in the documents', () => {
  it.each(
    blocks.filter(({ language }) => !programs.has(language)).map((block) => [place(block), block] as const),
  )('%s is valid', (_place, block) => {
    expect(problemsOf(block)).toEqual([]);
  });
});

function place({ document, line, language }: Block): string {
  return `${document}:${line} (${language})`;
}

/** What is wrong with an example, as the product sees it. */
function problemsOf(block: Block): readonly string[] {
  const { text, comment } = block;
  switch (block.language) {
    case 'markdown':
      return comment.startsWith('file: ') ? [] : runbookProblems(`# Example\n\n${text}\n`);
    case 'yaml step':
      return runbookProblems(`# Example\n\n\`\`\`yaml step\n${text}\n\`\`\`\n`);
    case 'bash':
      return runbookProblems(`# Example\n\n\`\`\`bash\n${text}\n\`\`\`\n`);
    case 'yaml':
      return yamlProblems(text);
    // Output of the real program, shown as it was; indented blocks are such, or commands of other tools.
    case 'text':
    case '':
      return [];
    default:
      return [`a block of ${block.language} can't be checked: use another language, or teach this test`];
  }
}

function runbookProblems(text: string): readonly string[] {
  return errorsIn(parseRunbook(source('example.md', text), stepKinds).problems);
}

/** Keys of a step are tried on a step, front matter on a runbook, a scenario as one, tests as those, anything else as platform.yaml. */
function yamlProblems(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('when:'));
  if (lines.length > 0) return lines.flatMap((line) => stepProblems(line));
  if (text.startsWith('---\n')) return runbookProblems(`${text}\n# Example\n\n- [ ] one\n`);
  const value: unknown = parse(text);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.includes('practises')) return errorsIn(parseScenario(source('scenario.yaml', text)).problems);
  if (keys.includes('cases')) return errorsIn(parseTests(source('example.test.yaml', text)).problems);
  if (keys.includes('capture')) return stepProblems(text);
  if (keys.includes('parameters') || keys.includes('id'))
    return runbookProblems(`---\n${text}\n---\n# Example\n\n- [ ] one\n`);
  return errorsIn(parseInventory(source('platform.yaml', text)).problems);
}

function source(path: string, text: string): SourceFile {
  return { path, bytes: Buffer.from(text) };
}

function errorsIn(problems: readonly Diagnostic[]): readonly string[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ message, code }) => `${message} ${code}`);
}

function stepProblems(keys: string): readonly string[] {
  return runbookProblems(`# Example\n\n<!-- step\n${keys}\n-->\n\`\`\`bash\ntrue\n\`\`\`\n`);
}
