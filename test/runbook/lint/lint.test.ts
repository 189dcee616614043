import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/runbook/diagnostic.ts';
import { lintRunbook, type LintContext } from '../../../src/runbook/lint.ts';
import { parseInventory } from '../../../src/runbook/parse-inventory.ts';
import { parseRunbook } from '../../../src/runbook/parse.ts';
import { fakeShapes } from '../../fixtures/step-shapes.ts';

function lint(text: string, context: Partial<LintContext> = {}): readonly Diagnostic[] {
  const { runbook, problems } = parseRunbook({ path: 'a.md', bytes: Buffer.from(text) }, fakeShapes);
  expect(problems).toEqual([]);
  return runbook === undefined ? [] : lintRunbook(runbook, { shapes: fakeShapes, ...context });
}

/** The codes found in one reading command, with what each points at. */
function inScript(script: string, front = ''): readonly (readonly [string, string])[] {
  const text = `---\n${front}\n---\n<!-- step: { effect: read } -->\n\`\`\`bash\n${script}\n\`\`\`\n`;
  return lint(text).map(({ code, span }) => [code, text.slice(span.start.offset, span.end.offset)]);
}

function codesOf(script: string): readonly string[] {
  return inScript(script).map(([code]) => code);
}

describe('unsafe commands', () => {
  it.each([
    ['kubectl apply -f deployments-backup.yaml', 'lint/restored-backup'],
    ['kubectl get deploy -o yaml > now.yaml\nkubectl apply -f now.yaml', 'lint/restored-backup'],
    ['kubectl rollout undo deployment/a --to-revision=3 &\nwait', 'lint/rollout-undo'],
    ['kubectl rollout undo deployment/a', 'lint/rollout-undo'],
    ['kubectl run x --image=a:1 -- ls', 'lint/run-restart'],
    ['kubectl run db-migrate --image=a:1 --restart=Never', 'lint/run-migration'],
    ['kubectl run x --rm -it --restart=Never --image=a:1', 'lint/run-interactive'],
    ['kubectl wait --for=condition=complete job/x', 'lint/wait-complete'],
    ['kubectl wait --for condition=complete job/x', 'lint/wait-complete'],
    ['kubectl rollout status deployment -n a', 'lint/rollout-status-all'],
    ['kubectl rollout status -n a', 'lint/rollout-status-all'],
    ['kubectl get pods --field-selector=status.phase!=Running', 'lint/pod-phase'],
    ['kubectl get all', 'lint/get-all'],
    ['kubectl scale deployment --replicas=0 --all', 'lint/scale-all'],
    ['kustomize edit set image a=b:1', 'lint/set-image'],
    ['curl -f http://x || echo failed', 'lint/masked-failure'],
    ['curl -fsS http://x || true', 'lint/masked-failure'],
    ['curl -sS http://x', 'lint/curl-without-fail'],
    ['kubectl exec p -- curl http://x', 'lint/curl-without-fail'],
    ['psql postgresql://user:pass@db/x', 'lint/password-in-url'],
    ['curl -f -H "Authorization: Bearer $TOKEN" http://x', 'lint/token-argument'],
    ['kubectl get pods --token=abc', 'lint/token-argument'],
    ['cd backups/<timestamp>', 'lint/placeholder'],
    ['kubectl logs <pod-name>', 'lint/placeholder'],
    ['docker pull a:latest', 'lint/image-latest'],
    ['kubectl run x --restart=Never --image=curlimages/curl', 'lint/image-latest'],
    ['mkdir -p backups/$(date +%s)', 'lint/date-path'],
    ['ls > out-`date +%s`', 'lint/date-path'],
    ['kubectl diff -f /tmp/manifests.yaml', 'lint/predictable-file'],
    ['ls > /tmp/list', 'lint/predictable-file'],
    ['env | grep VAULT', 'lint/environment-dump'],
    ['kubectl exec p -- env | grep VAULT', 'lint/environment-dump'],
    ['kubectl port-forward svc/x 80:80 &', 'lint/background-job'],
    ['server &', 'lint/background-job'],
  ])('%j: %s', (script, code) => {
    expect(codesOf(script)).toEqual([code]);
  });

  it.each([
    'kubectl apply -f "$STEP_DIR/manifests.yaml"',
    'kubectl rollout undo deployment/a --to-revision=3',
    'kubectl rollout status deployment/a',
    'kubectl rollout status deployment a -n b',
    'for d in a b; do kubectl rollout status "$d"; done',
    'kubectl run x --restart=Never --image=a:1.2 -- ls',
    'kubectl run x --restart=Never --image=a@sha256:abc -- ls',
    'kubectl get pods --field-selector=metadata.name=a',
    'kubectl wait --for=condition=available deployment/a',
    'curl -fsS http://x',
    'curl --fail-with-body http://x',
    "curl -o /dev/null -w '%{http_code}' http://x",
    'grep x file || true',
    "echo 'curl http://x || echo no'",
    'true # kubectl get all',
    "cat <<'EOF'\nkubectl get all\nEOF",
    'now=$(date +%s)',
    'echo "$TOKEN" | login --stdin',
    'PGPASSWORD="$DB_PASSWORD" psql -h db',
    'a & b & wait',
    'mktemp -d',
    'env A=1 ls',
    'psql "$URL"',
    'sort < input > output',
  ])('leaves %j alone', (script) => {
    expect(codesOf(script)).toEqual([]);
  });

  it('are found in the extract of a real runbook, all as warnings', () => {
    const text = readFileSync(new URL('../../fixtures/source-extract.md', import.meta.url), 'utf8');
    const found = lint(text);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(new Set(found.map(({ code }) => code))).toEqual(
      new Set([
        'lint/cluster-flag',
        'lint/date-path',
        'lint/set-image',
        'lint/placeholder',
        'lint/run-migration',
        'lint/wait-complete',
        'lint/predictable-file',
        'lint/rollout-status-all',
        'lint/restored-backup',
        'lint/rollout-undo',
        'lint/masked-failure',
        'lint/pod-phase',
        'lint/run-interactive',
        'lint/image-latest',
        'lint/curl-without-fail',
        'lint/environment-dump',
        'lint/unverified-change',
      ]),
    );
  });
});

describe('what would be refused or unsafe at run time is an error', () => {
  it.each([
    ['kubectl --context other get pods', '--context'],
    ['kubectl get pods --kubeconfig=/x', '--kubeconfig=/x'],
    ['kubectl get pods --server=https://x', '--server=https://x'],
    ['helm list --kube-context=x', '--kube-context=x'],
    ['kubectl config use-context x', 'use-context'],
    ['export KUBECONFIG=/x', 'KUBECONFIG=/x'],
    ['KUBECONFIG=/x kubectl get pods', 'KUBECONFIG=/x'],
  ])('another cluster: %s', (script, pointed) => {
    expect(inScript(script)).toEqual([['lint/cluster-flag', pointed]]);
  });

  it('leaves the flags of other programs alone', () => {
    expect(codesOf('kubectl exec p -- app --context=x')).toEqual([]);
    expect(codesOf('docker --context x ps')).toEqual([]);
  });

  const secret = 'parameters: { db-key: { type: secret } }';

  it('a secret as an argument', () => {
    expect(inScript('login --key "$DB_KEY"', secret)).toEqual([['lint/secret-argument', '"$DB_KEY"']]);
    expect(inScript('printf %s "$DB_KEY" | login --stdin', secret)).toEqual([]);
    expect(inScript('KEY="$DB_KEY" login', secret)).toEqual([]);
    expect(inScript("login '$DB_KEY'", secret)).toEqual([]);
  });

  it('a character that hides what a command does', () => {
    expect(inScript('echo a\u202Eb')).toEqual([['lint/hidden-character', '\u202E']]);
  });

  it('a name that an answer may not have', () => {
    expect(lint('```yaml step\nkind: ask\nname: home\n```\n')).toMatchObject([
      { code: 'lint/refused-name', span: { start: { line: 3, column: 7 } } },
    ]);
  });

  it('a name that changes how commands run', () => {
    const text =
      '---\nparameters: { path: { type: string } }\n---\n<!-- step: { effect: read, capture: { ifs: { json: .a } } } -->\n```bash\necho "$PATH"\n```\n';
    expect(lint(text).map(({ code, severity, span }) => [code, severity, span.start.line])).toEqual([
      ['lint/refused-name', 'error', 2],
      ['lint/refused-name', 'error', 4],
    ]);
  });
});

function step(yaml: string): string {
  return `\`\`\`yaml step\n${yaml}\n\`\`\`\n`;
}

describe('references', () => {
  it('to values must be set by something', () => {
    const text = step(
      'kind: verify\nwhen: { value: verison, set: true }\nchecks: [{ check: http, url: "${host}/${namespace}" }]',
    );
    const found = lint(`---\nparameters: { version: { type: version } }\n---\n${text}\n\`\`\`text\n\`\`\`\n`);
    expect(
      found.map(({ code, severity, hint, span }) => [
        code,
        severity,
        span.start.line,
        hint?.startsWith('Did'),
      ]),
    ).toEqual([
      ['lint/unused-parameter', 'warning', 2, false],
      ['lint/unknown-value', 'error', 6, true],
      ['lint/unknown-value', 'error', 7, false],
    ]);
  });

  it('are found in the conditions of a kind', () => {
    const choices = 'choices: [{ value: roll-back, when: { value: rate, at-least: 20 } }]';
    const later = step('kind: ask\nid: later\nname: answer');
    expect(lint(step(`kind: decide\nid: here\ngoto: later\n${choices}`) + later)).toMatchObject([
      {
        code: 'lint/unknown-value',
        message: 'Nothing sets a value `rate`.',
        span: { start: { line: 5, column: 37 } },
      },
    ]);
  });

  it('to values of a later step are only a warning', () => {
    const text =
      step('kind: decide\ngoto: end\nwhen: { value: answer, set: true }') +
      step('kind: ask\nid: end\nname: answer');
    expect(lint(text)).toMatchObject([{ code: 'lint/unknown-value', severity: 'warning' }]);
  });

  it('know answers, captures, folders of steps and values of the inventory', () => {
    const { inventory } = parseInventory({
      path: 'platform.yaml',
      bytes: Buffer.from('environments: { a: { namespace: a, values: { overlay: x } } }'),
    });
    const text = `${step('kind: ask\nid: first\nname: answer')}${step('kind: verify\nchecks: [{ check: http, url: "${answer} ${first-dir} ${overlay}" }]')}`;
    expect(lint(text, { inventory })).toEqual([]);
  });

  it('of a choice lead forward', () => {
    const text = `${step('kind: ask\nid: first\nname: answer')}${step('kind: decide\ngoto: first')}${step('kind: verify\nchecks: [{ check: http, url: "${answer}" }]')}`;
    expect(lint(text).map(({ code, hint }) => [code, hint])).toEqual([
      ['lint/earlier-step', 'Name a later step'],
    ]);
  });

  it('to steps and runbooks must be there', () => {
    const text = `${step('kind: decide\ngoto: gone')}${step('kind: include\nrunbook: rolback\non-failure: { runbook: gone }')}`;
    expect(
      lint(text, { runbookIds: ['rollback'] }).map(({ code, span, hint }) => [code, span.start.line, hint]),
    ).toEqual([
      ['lint/unknown-step', 3, 'Known: step-1, step-2'],
      ['lint/unknown-runbook', 7, 'Did you mean `rollback`?'],
      ['lint/unknown-runbook', 8, 'Known: rollback'],
    ]);
    expect(lint(text).map(({ code }) => code)).toEqual(['lint/unknown-step']);
  });
});

describe('advice', () => {
  it('asks for a verification after a change', () => {
    const change = '<!-- step -->\n```bash\ntouch a\n```\n';
    const look = '```yaml step\nkind: verify\n```\n';
    expect(lint(change + look)).toEqual([]);
    expect(lint(look + change)).toMatchObject([
      { code: 'lint/unverified-change', severity: 'warning', span: { start: { line: 5 } } },
    ]);
  });

  it('notices a fence that holds no command', () => {
    expect(codesOf('# nothing')).toEqual(['lint/nothing-to-run']);
  });

  it('points into fences of lists and quotes', () => {
    const text =
      '> - [ ] a\n>\n>   <!-- step: { effect: read } -->\n>   ```bash\n>   true\n>     kubectl get all\n>   ```\n';
    expect(lint(text)).toMatchObject([{ code: 'lint/get-all', span: { start: { line: 6, column: 7 } } }]);
  });
});
