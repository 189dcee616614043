import { bad, good, type MachineFinding, warning } from '../../platform/doctor/finding.ts';
import { findContexts } from '../../platform/doctor/kubeconfig.ts';
import { findStateFolder } from '../../platform/doctor/state-folder.ts';
import { findTools, type ToolWish, usualTools } from '../../platform/doctor/tools.ts';
import type { Library } from '../../platform/library.ts';
import { packageVersion } from '../../platform/package-root.ts';
import { createSigner } from '../../platform/ssh/signer.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { columns, toText } from '../../report/text/layout.ts';
import type { TextStyle } from '../../report/text/style.ts';
import { createKeymap } from '../../ui/keymap/keymap.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { type Places, placesOf } from '../places.ts';
import { hasColour, styleOf } from '../screen.ts';

/** `doctor`: what a session needs, as this machine has it. Gives 1 where something required is bad. */
export async function doctorCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const findings = await lookAround(io);
  const text = options.json
    ? `${JSON.stringify(findings, undefined, 2)}\n`
    : findingsAsText(findings, styleOf(io));
  await print(io.stdout, text);
  return exitCode(findings.some(({ level }) => level === 'bad') ? 'failed' : 'completed');
}

async function lookAround(io: Io): Promise<readonly MachineFinding[]> {
  const places = await placesOf(io);
  const library = await libraryOf(io);
  const key = places.ok ? places.value.signingKey : undefined;
  return [
    good('teei-runbook', packageVersion()),
    good('node', process.versions.node),
    ...(places.ok
      ? screenFindings(places.value)
      : places.problems.map(({ message, hint }) => bad('settings', message, hint ?? 'Correct it'))),
    ...(await findTools(toolsWanted(library), io)),
    await signingKey(io, key),
    ...(places.ok ? await findStateFolder(places.value.sessions) : []),
    ...libraryFindings(library),
    findContexts(io.env),
    terminal(io),
  ];
}

/** What the settings ask of the full screen and don't get. */
function screenFindings({ screen, screenProblems }: Places): readonly MachineFinding[] {
  return [...screenProblems, ...createKeymap(screen.keys).problems].map(({ message, hint }) =>
    warning('settings', message.replace(/\.$/, ''), hint ?? 'Correct it'),
  );
}

/** The usual tools and those that runbooks of the repository ask for, in the versions that these want. */
function toolsWanted(library: Library): readonly ToolWish[] {
  const wishes = new Map<string, ToolWish>();
  for (const { origin, file, id } of library.list().runbooks) {
    const loaded = origin === 'repository' ? library.load(file) : undefined;
    if (loaded?.ok !== true) continue;
    for (const [name, range] of Object.entries(loaded.value.runbook.requires.tools)) {
      wishes.set(`${name} ${range}`, { name, range, use: `is required by ${id}`, required: false });
    }
  }
  const asked = [...wishes.values()];
  const usual = usualTools.filter(({ name }) => !asked.some((wish) => wish.name === name));
  return [...usual, ...asked];
}

async function signingKey(io: Io, keyFile: string | undefined): Promise<MachineFinding> {
  const home = io.env['HOME'];
  const signer = createSigner({ keyFile, env: { ...io.env }, ...(home === undefined ? {} : { home }) });
  const key = await signer.available();
  if (key !== undefined)
    return good('signing key', `${key.fingerprint} (${key.publicKey.split(' ')[0] ?? ''})`);
  const next =
    'Load one with ssh-add, or name one in the setting signing-key; without one, sign-offs are unsigned';
  return warning('signing key', 'none that signs without asking', next);
}

function libraryFindings(library: Library): readonly MachineFinding[] {
  const { runbooks, problems } = library.list();
  const invalid = runbooks.filter(({ file }) => !library.load(file).ok);
  const used = library.folders.filter(({ path }) => runbooks.some(({ root }) => root === path));
  const inventory = library.inventory(undefined);
  const inventoryFile = library.inventoryFile(undefined) ?? 'platform.yaml';
  return [
    runbooks.length === 0
      ? warning('runbooks', 'none found', 'Write a library with: teei-runbook init')
      : good('runbooks', `${runbooks.length}, from ${used.map(({ path }) => path).join(', ')}`),
    ...invalid.map(({ path }) =>
      warning('runbook', `${path} is not valid`, `Run: teei-runbook lint ${path}`),
    ),
    ...problems.map(({ message, hint }) => warning('library', message, hint ?? 'Check it')),
    inventory.ok
      ? inventory.value === undefined
        ? warning(
            'inventory',
            'no platform.yaml',
            'Write one with: teei-runbook init. Without it, all counts as production',
          )
        : good('inventory', inventory.value.inventory.path)
      : bad('inventory', `${inventoryFile} is not valid`, `Run: teei-runbook lint ${inventoryFile}`),
  ];
}

function terminal(io: Io): MachineFinding {
  const { stdin, stdout } = io;
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    return warning(
      'terminal',
      'this is not one',
      'A session with questions needs a terminal; a script takes --unattended',
    );
  }
  const width = stdout.columns ?? 80;
  const observed = `${width} columns, ${hasColour(io, stdout) ? 'colours' : 'no colours'}`;
  return width < 60
    ? warning('terminal', observed, 'Make it at least 60 columns wide')
    : good('terminal', observed);
}

function findingsAsText(findings: readonly MachineFinding[], style: TextStyle): string {
  const rows = findings.map(({ name, level, observed, next }) => [
    paintLevel(level, style),
    visibleText(name),
    next === undefined ? observed : `${observed}. ${next}`,
  ]);
  const count = (level: MachineFinding['level']): number =>
    findings.filter((each) => each.level === level).length;
  return toText([
    ...columns(rows, style.width),
    '',
    `${count('good')} good, ${count('warning')} to look at, ${count('bad')} bad`,
  ]);
}

function paintLevel(level: MachineFinding['level'], style: TextStyle): string {
  switch (level) {
    case 'good':
      return style.paint('green', 'good');
    case 'warning':
      return style.paint('yellow', 'look');
    case 'bad':
      return style.paint('red', 'BAD');
  }
}
